package dev.fjord.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint method that a worker is running, so that what it waits for through the library is
 * counted as its own. Thread-safe.
 */
public final class WorkerTurn {
  private static final ThreadLocal<@Nullable MethodWatch> CURRENT = new ThreadLocal<>();

  private WorkerTurn() {}

  static void enter(MethodWatch watch) {
    CURRENT.set(watch);
  }

  static void leave() {
    CURRENT.remove();
  }

  /**
   * Waits for a future; blocks. The wait is told to the method that this thread runs, if it runs
   * one.
   */
  public static <T extends @Nullable Object> T await(CompletableFuture<T> future)
      throws InterruptedException, ExecutionException {
    MethodWatch watch = CURRENT.get();
    if (watch == null) {
      return future.get();
    }
    long begun = watch.beginWait();
    try {
      return future.get();
    } finally {
      watch.endWait(begun);
    }
  }
}
