package dev.fjord.endpoint;

import dev.fjord.FjordException;
import dev.fjord.porting.PortingReport;
import dev.fjord.spi.EventLoop;
import dev.fjord.transport.ServerHealth;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A server that can be started again: one {@link RunningServer} after another. Thread-safe. Only
 * one thread at a time restarts or closes it; {@link #stop} waits for neither.
 */
public final class ServerLife {
  private final String name;
  private final Supplier<RunningServer> starter;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile RunningServer running;
  private volatile boolean closed;

  /** Starts it for the first time. */
  public ServerLife(String name, Supplier<RunningServer> starter) {
    this.name = name;
    this.starter = starter;
    this.running = starter.get();
  }

  /** The name of the executor it runs on. */
  public String executorName() {
    return running.executorName();
  }

  /** How its methods have used its threads since its last start, and what to do about each. */
  public PortingReport portingReport() {
    return running.portingReport();
  }

  /** How it is now. */
  public ServerHealth health(Transport transport) {
    return running.health(transport);
  }

  /** Takes no more messages; does not block. */
  public void stop() {
    running.stop();
  }

  /** Waits until all that was taken is finished, after a stop. */
  public boolean await(Duration timeout) throws InterruptedException {
    return running.await(timeout);
  }

  /**
   * Stops, waits for what was taken, and starts anew. Blocks for the timeout and a start at most.
   */
  public void restart(Duration timeout) throws InterruptedException {
    EventLoop.requireMayBlock("Restarting a server");
    if (!changing.tryLock(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS)) {
      throw new FjordException(name + " is being restarted or closed by another thread already");
    }
    try {
      if (closed) {
        throw new IllegalStateException(name + " is closed for good; build another server");
      }
      running.stop();
      if (!running.await(timeout)) {
        throw new FjordException(
            name
                + " was stopped and still has unfinished messages after "
                + timeout.toMillis()
                + " ms, so it was not started again: restart it once more, or close it. An endpoint"
                + " that restarts its own server waits for itself");
      }
      running.release();
      running = starter.get();
    } finally {
      changing.unlock();
    }
  }

  /**
   * Stops, waits, and lets go of the broker's side, for good; returns whether all was finished. A
   * repeat does not wait again.
   */
  public boolean close(Duration timeout) {
    // Ends the wait of a restart that is under way, and keeps it from being the last word.
    running.stop();
    changing.lock();
    try {
      closed = true;
      return running.close(timeout);
    } finally {
      changing.unlock();
    }
  }
}
