package dev.fjord.spi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a loop of the library's own; it starts with the first task. A pool of one thread
 * would do, but wakes it through a lock and a condition; this one looks again before it parks, so
 * that a loop under load is woken seldom.
 *
 * <p>Thread-safe. The queue is bounded by the slots: each unfinished message has a few tasks.
 */
final class LoopThread implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final int MOST_BEFORE_POSTPONED = 8;

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ThreadFactory threads;
  private final Runnable body;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean parked = new AtomicBoolean();
  private volatile @Nullable Thread thread;
  private volatile boolean shutdown;
  // Confined to the thread from here on.
  private final Deque<Runnable> postponed = new ArrayDeque<>();
  private int ranSincePostponed;

  /** A thread whose whole life {@code around} runs. */
  LoopThread(ThreadFactory threads, Consumer<Runnable> around) {
    this.threads = threads;
    this.body = () -> around.accept(this::runAll);
  }

  @Override
  public void execute(Runnable task) {
    if (shutdown) {
      throw rejected();
    }
    tasks.add(task);
    // A race with shutdown(): the thread may have looked for the last time already.
    if (shutdown && tasks.remove(task)) {
      throw rejected();
    }
    if (!started.get() && started.compareAndSet(false, true)) {
      threads.newThread(body).start();
    }
    wake();
  }

  /** Runs a task when none other is at hand, or a few have run; called on the thread. */
  void postpone(Runnable task) {
    if (postponed.isEmpty()) {
      ranSincePostponed = 0;
    }
    postponed.add(task);
  }

  /** Takes no more tasks and lets the thread end after those it has. */
  void shutdown() {
    shutdown = true;
    wake();
  }

  private void wake() {
    Thread sleeper = thread;
    // Only who takes the mark away wakes it; a thread that is not parked looks by itself.
    if (sleeper != null && parked.get() && parked.compareAndSet(true, false)) {
      LockSupport.unpark(sleeper);
    }
  }

  private void runAll() {
    thread = Thread.currentThread();
    while (true) {
      // Before the queue is read: what was taken in before the shutdown is then seen below.
      boolean isLast = shutdown;
      Runnable task = tasks.poll();
      if (task != null) {
        run(task);
        if (++ranSincePostponed >= MOST_BEFORE_POSTPONED) {
          runPostponed();
        }
      } else if (!postponed.isEmpty()) {
        runPostponed();
      } else if (isLast) {
        return;
      } else {
        rest();
      }
    }
  }

  private void runPostponed() {
    ranSincePostponed = 0;
    for (Runnable task = postponed.poll(); task != null; task = postponed.poll()) {
      run(task);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing but speed relies on it
  private void rest() {
    // Lets whoever is about to bring a task do so: cheaper than to be parked and woken.
    Thread.yield();
    if (!tasks.isEmpty()) {
      return;
    }
    parked.set(true);
    // A race with execute(): whoever comes second sees what the first did.
    if (tasks.isEmpty() && !shutdown) {
      LockSupport.park(this);
      // What a task did to its thread is not to keep it awake for ever.
      Thread.interrupted();
    }
    parked.set(false);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.error("A task of the loop {} failed", Thread.currentThread().getName(), e);
    }
  }

  private static RejectedExecutionException rejected() {
    return new RejectedExecutionException("The loop takes no more tasks: it was shut down");
  }
}
