package dev.fjord.spi;

import org.jspecify.annotations.Nullable;

/**
 * The endpoint method that a worker is running, so that its blocking calls of the library are
 * counted as its own. Thread-safe.
 *
 * @since 0.1.0
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

  /** A blocking call of the library begins; returns when that was, for {@link #endWait}. */
  public static long beginWait() {
    MethodWatch watch = CURRENT.get();
    return watch == null ? 0 : watch.beginWait();
  }

  /** The blocking call that began then, on this thread, is over. */
  public static void endWait(long begun) {
    MethodWatch watch = CURRENT.get();
    if (watch != null) {
      watch.endWait(begun);
    }
  }
}
