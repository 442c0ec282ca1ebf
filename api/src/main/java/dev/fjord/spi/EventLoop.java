package dev.fjord.spi;

import dev.fjord.BlockingCallOnLoopException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
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
  private final @Nullable LoopThread own;

  private EventLoop(Executor thread) {
    this.thread = thread;
    this.own = null;
  }

  private EventLoop(ThreadFactory threads) {
    this.own = new LoopThread(threads, this::run);
    this.thread = own;
  }

  /** A loop on an executor that runs its tasks one after another, on one thread. */
  public static EventLoop on(Executor thread) {
    return new EventLoop(thread);
  }

  /** A loop with a thread of its own, which starts with the first task. */
  public static EventLoop withThread(ThreadFactory threads) {
    return new EventLoop(threads);
  }

  /**
   * Runs a task once the tasks at hand on the current loop have run, or a few of them; at once
   * where there is no such loop. For what is cheaper done once for several of them, such as waking
   * another thread.
   */
  public static void afterTasksAtHand(Runnable task) {
    EventLoop here = CURRENT.get();
    if (here != null && here.own != null) {
      here.own.postpone(task);
    } else {
      task.run();
    }
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
      thread.execute(own == null ? () -> run(task) : task);
    } catch (RejectedExecutionException e) {
      ifRejected.accept(e);
    }
  }

  /** Lets a loop with a thread of its own end, after the tasks it has; others are not touched. */
  public void shutdown() {
    if (own != null) {
      own.shutdown();
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
