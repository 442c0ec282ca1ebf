package dev.fjord.driver.amqp.rabbit.link;

import dev.fjord.driver.amqp.net.WireThreads;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one connection is set up: what must wait for the broker, one task after another. Takes
 * tasks from any thread and makes none of them wait.
 */
final class SetupThread {
  private static final Logger LOG = LoggerFactory.getLogger(SetupThread.class);

  private final String name;
  private final Timers timers;
  private final ExecutorService executor;
  private volatile boolean isClosing;

  SetupThread(String name, Timers timers) {
    this.name = name;
    this.timers = timers;
    this.executor = WireThreads.setup(name);
  }

  void run(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      if (!isClosing) {
        LOG.error("{}: more than is sensible waits to be set up; something was left out", name);
      }
    }
  }

  void later(Duration pause, Runnable task) {
    if (!isClosing) {
      try {
        timers.schedule(pause, () -> run(task));
      } catch (RejectedExecutionException e) {
        LOG.debug("{}: the timers ended before it was closed", name, e);
      }
    }
  }

  /** Whether nothing new is to be begun. */
  boolean isClosing() {
    return isClosing;
  }

  /** Takes one last task, to be done after those that were taken before. */
  void close(Runnable last) {
    isClosing = true;
    run(last);
    executor.shutdown();
  }

  /** Ends what is still under way. */
  void stop() {
    executor.shutdownNow();
  }
}
