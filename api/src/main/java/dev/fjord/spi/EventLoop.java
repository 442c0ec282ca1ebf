package dev.fjord.spi;

import dev.fjord.BlockingCallOnLoopException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Marks what runs on a loop, whoever owns the thread, so that a blocking call made there fails at
 * once instead of deadlocking.
 *
 * <p>Thread-safe.
 */
public final class EventLoop {
  private static final ThreadLocal<@Nullable EventLoop> CURRENT = new ThreadLocal<>();

  private final Executor thread;

  private EventLoop(Executor thread) {
    this.thread = thread;
  }

  /** A loop on an executor that runs its tasks one after another, on one thread. */
  public static EventLoop on(Executor thread) {
    return new EventLoop(thread);
  }

  /** Whether the current thread is running a task of a loop. */
  public static boolean isCurrentThread() {
    return CURRENT.get() != null;
  }

  /**
   * Refuses to block a loop.
   *
   * @throws BlockingCallOnLoopException if the current thread is running a task of a loop
   */
  public static void requireMayBlock(String what) {
    if (isCurrentThread()) {
      throw new BlockingCallOnLoopException(
          what
              + " would block the event loop "
              + Thread.currentThread().getName()
              + ", which must stay free for the messages it waits for. Use the asynchronous form,"
              + " or let the method return its result instead of a stage so that it runs on a"
              + " virtual thread.");
    }
  }

  /** The loop whose task the current thread is running. */
  public static Optional<EventLoop> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Whether the current thread is running a task of this loop. */
  public boolean isHere() {
    return CURRENT.get() == this;
  }

  /** Runs a task on the loop; hands it to {@code ifRejected} if the loop takes no more tasks. */
  public void execute(Runnable task, Consumer<RejectedExecutionException> ifRejected) {
    try {
      thread.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      ifRejected.accept(e);
    }
  }

  private void run(Runnable task) {
    EventLoop before = CURRENT.get();
    CURRENT.set(this);
    try {
      task.run();
    } finally {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }
}
