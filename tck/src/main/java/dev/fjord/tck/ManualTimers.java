package dev.fjord.tck;

import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is advanced. Due tasks run on the thread that advances it, in
 * order of time, one after another; also those with no delay wait for the next advance.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class ManualTimers implements Timers {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
  private final ReentrantLock advancing = new ReentrantLock();
  private long now;
  private long scheduled;

  /** A clock at its beginning, with nothing scheduled. */
  public ManualTimers() {}

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Timeout schedule(Duration delay, Runnable task) {
    Task added = new Task(now + Math.max(0, delay.toNanos()), scheduled++, task);
    tasks.add(added);
    return () -> cancel(added);
  }

  /** Lets time pass and runs what becomes due, this moment included. */
  public void advance(Duration step) {
    advancing.lock();
    try {
      long end = nanoTime() + step.toNanos();
      for (Task due = nextUntil(end); due != null; due = nextUntil(end)) {
        due.body().run();
      }
    } finally {
      advancing.unlock();
    }
  }

  /** How many tasks are scheduled and were neither run nor cancelled. */
  public synchronized int pending() {
    return tasks.size();
  }

  private synchronized @Nullable Task nextUntil(long end) {
    Task next = tasks.peek();
    if (next == null || next.at() > end) {
      now = end;
      return null;
    }
    now = Math.max(now, next.at());
    return tasks.poll();
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  /** Identity is enough: number is unique. */
  private record Task(long at, long number, Runnable body) {}
}
