package dev.fjord.stress;

import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps tasks until a race lets them run. Thread-safe. */
final class HeldTimers implements Timers {
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public Timeout schedule(Duration delay, Runnable task) {
    open.incrementAndGet();
    tasks.add(task);
    return () -> {
      if (tasks.remove(task)) {
        open.decrementAndGet();
      }
    };
  }

  /** Runs what falls due, unless it was cancelled. */
  void fire() {
    Runnable task = tasks.poll();
    if (task != null) {
      open.decrementAndGet();
      task.run();
    }
  }

  /** How many tasks were neither run nor cancelled. */
  int open() {
    return open.get();
  }
}
