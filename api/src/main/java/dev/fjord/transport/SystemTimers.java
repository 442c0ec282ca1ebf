package dev.fjord.transport;

import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real clock, with one thread that is started at first use. Thread-safe. */
final class SystemTimers implements Timers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemTimers.class);

  private final ScheduledThreadPoolExecutor thread;

  SystemTimers(String name) {
    thread =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("timer-" + name).daemon(true).factory());
    // Calls that end in time would otherwise stay in the queue until their timeout.
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Timeout schedule(Duration delay, Runnable task) {
    Future<?> scheduled =
        thread.schedule(
            () -> run(task),
            Math.max(0, TimeUnit.NANOSECONDS.convert(delay)),
            TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A timer's task failed", e);
    }
  }
}
