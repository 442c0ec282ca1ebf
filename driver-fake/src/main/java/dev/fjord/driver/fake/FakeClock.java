package dev.fjord.driver.fake;

import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that stands still until it is advanced. Tasks run on the thread that advances it, in the
 * order in which they fall due, and see the time they were scheduled for.
 *
 * <p>Thread-safe. {@link #advance} waits for another thread that is advancing; nothing else blocks.
 *
 * @since 0.1.0
 */
public final class FakeClock implements Timers {
  private static final Logger LOG = LoggerFactory.getLogger(FakeClock.class);

  private final AtomicLong now = new AtomicLong();
  private final AtomicLong scheduled = new AtomicLong();
  private final TreeMap<Due, Runnable> tasks = new TreeMap<>();
  private final ReentrantLock advancing = new ReentrantLock();

  /** A clock at zero with nothing scheduled. */
  public FakeClock() {}

  @Override
  public long nanoTime() {
    return now.get();
  }

  @Override
  public Timeout schedule(Duration delay, Runnable task) {
    long at = now.get() + Math.max(0, Nanos.of(delay));
    Due due = new Due(at, scheduled.getAndIncrement());
    synchronized (tasks) {
      tasks.put(due, task);
    }
    return () -> {
      synchronized (tasks) {
        tasks.remove(due);
      }
    };
  }

  /**
   * Moves the time on and runs what falls due on the way, also what such tasks schedule. A task may
   * advance the clock itself; its time then counts towards this one.
   *
   * @throws IllegalArgumentException if the step is negative
   */
  public void advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException("The clock cannot go back by " + step.negated());
    }
    advancing.lock();
    try {
      long end = now.get() + Nanos.of(step);
      for (Runnable task = nextUntil(end); task != null; task = nextUntil(end)) {
        run(task);
      }
      now.accumulateAndGet(end, Math::max);
    } finally {
      advancing.unlock();
    }
  }

  /** How many tasks wait for their time. */
  public int scheduledTasks() {
    synchronized (tasks) {
      return tasks.size();
    }
  }

  private @Nullable Runnable nextUntil(long end) {
    synchronized (tasks) {
      Map.Entry<Due, Runnable> first = tasks.firstEntry();
      if (first == null || first.getKey().at() > end) {
        return null;
      }
      tasks.remove(first.getKey());
      now.accumulateAndGet(first.getKey().at(), Math::max);
      return first.getValue();
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A task of the clock failed", e);
    }
  }

  /** When a task is due; equal times run in the order of scheduling. */
  private record Due(long at, long number) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }
}
