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
 *
 * @since 0.1.0
 */
public final class EventLoop {
  private static final ThreadLocal<@Nullable EventLoop> CURRENT = new ThreadLocal<>();

  private final Executor thread;
  private final @Nullable LoopThread own;
  private final EventLoop origin;
  private final @Nullable LoopWatch watch;

  private EventLoop(Executor thread) {
    this.thread = thread;
    this.own = null;
    this.origin = this;
    this.watch = null;
  }

  private EventLoop(ThreadFactory threads) {
    this.own = new LoopThread(threads, this::run);
    this.thread = own;
    this.origin = this;
    this.watch = null;
  }

  private EventLoop(EventLoop origin, LoopWatch watch) {
    this.thread = origin.thread;
    this.own = null;
    this.origin = origin;
    this.watch = watch;
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
    LoopThread own = here == null ? null : here.origin.own;
    if (own != null) {
      own.postpone(task);
    } else {
      task.run();
    }
  }

  /**
   * The same loop, with every task that is run through what this returns told to a watch. {@link
   * #current} gives it to whatever such a task calls, so what is completed for the task later is
   * told to the same watch.
   */
  public EventLoop watchedBy(LoopWatch newWatch) {
    return new EventLoop(origin, newWatch);
  }

  /** Whether both run their tasks on one loop, whoever watches. */
  public boolean isSameAs(EventLoop other) {
    return origin == other.origin;
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
    EventLoop current = CURRENT.get();
    return current != null && current.origin == origin;
  }

  /** The loop without a watch. */
  EventLoop unwatched() {
    return origin;
  }

  /**
   * Tells the watch, if there is one, that the task which runs now is for it; what the task calls
   * is given this loop as the current one. Called in a task of the same loop; returns what {@link
   * #leave} wants.
   */
  long enter() {
    if (watch == null) {
      return 0;
    }
    CURRENT.set(this);
    return watch.begin();
  }

  /** Ends what {@link #enter} began. */
  void leave(long begun) {
    if (watch != null) {
      CURRENT.set(origin);
      watch.end(begun);
    }
  }

  /** Counts a call of the method that watches, from the task that begins it. */
  void countCall() {
    if (watch != null) {
      watch.called();
    }
  }

  /** Runs a task on the loop; hands it to {@code ifRejected} if the loop takes no more tasks. */
  public void execute(Runnable task, Consumer<RejectedExecutionException> ifRejected) {
    if (watch != null) {
      origin.execute(() -> runWatched(task), ifRejected);
      return;
    }
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

  private void runWatched(Runnable task) {
    long begun = enter();
    try {
      task.run();
    } finally {
      leave(begun);
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
