package dev.fjord.transport;

import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real clock, with one thread that is started at first use.
 *
 * <p>Nearly every timeout is cancelled: the reply comes first. The JDK's scheduled executor wakes
 * its thread for each task that becomes the next one, which with few calls at a time is each task.
 * This thread is woken only by a task that is due before it wakes anyway.
 *
 * <p>Thread-safe.
 */
final class SystemTimers implements Timers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemTimers.class);

  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  // Guarded by the lock from here on.
  private final TimerHeap heap = new TimerHeap();
  private @Nullable Thread thread;
  private long wakesAt;
  private boolean isClosed;

  SystemTimers(String name) {
    this.name = "timer-" + name;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Timeout schedule(Duration delay, Runnable task) {
    long nanos = Math.clamp(TimeUnit.NANOSECONDS.convert(delay), 0, Long.MAX_VALUE / 2);
    lock.lock();
    try {
      if (isClosed) {
        throw new RejectedExecutionException("The timers of a closed transport take no more tasks");
      }
      TimerHeap.Entry entry = heap.add(nanoTime() + nanos, task);
      if (thread == null) {
        thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::runAll);
        thread.start();
      } else if (entry.isBefore(wakesAt)) {
        // Not again for those that come before it wakes.
        wakesAt = entry.time();
        earlier.signal();
      }
      return () -> cancel(entry);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      heap.clear();
      earlier.signal();
    } finally {
      lock.unlock();
    }
  }

  private void cancel(TimerHeap.Entry entry) {
    lock.lock();
    try {
      heap.remove(entry);
    } finally {
      lock.unlock();
    }
  }

  private void runAll() {
    for (Runnable task = awaitDue(); task != null; task = awaitDue()) {
      try {
        task.run();
      } catch (Throwable e) {
        LOG.error("A timer's task failed", e);
      }
    }
  }

  /** The next task that is due; null when the timers are closed. */
  private @Nullable Runnable awaitDue() {
    lock.lock();
    try {
      while (!isClosed) {
        TimerHeap.Entry first = heap.first();
        long now = nanoTime();
        if (first != null && !first.isAfter(now)) {
          heap.remove(first);
          return first.task();
        }
        wakesAt = first == null ? now + Long.MAX_VALUE / 2 : first.time();
        var unused = earlier.awaitNanos(wakesAt - now);
      }
      return null;
    } catch (InterruptedException e) {
      LOG.debug("A timer's task interrupted its thread", e);
      return () -> {};
    } finally {
      lock.unlock();
    }
  }
}
