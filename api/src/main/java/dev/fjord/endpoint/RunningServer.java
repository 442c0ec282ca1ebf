package dev.fjord.endpoint;

import dev.fjord.CallInterruptedException;
import dev.fjord.FjordException;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a server after its start. Thread-safe. */
public final class RunningServer {
  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  private final String name;
  private final String executorName;
  private final Listener listener;
  private final MessageExecutor executor;
  private final AtomicBoolean closed = new AtomicBoolean();

  RunningServer(String name, String executorName, Listener listener, MessageExecutor executor) {
    this.name = name;
    this.executorName = executorName;
    this.listener = listener;
    this.executor = executor;
  }

  void start(Duration timeout) {
    try {
      executor
          .start()
          .toCompletableFuture()
          .get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
      LOG.info("{} serves with executor {}", name, executorName);
    } catch (InterruptedException e) {
      abandon();
      Thread.currentThread().interrupt();
      throw new CallInterruptedException("Starting " + name, e);
    } catch (TimeoutException e) {
      abandon();
      throw new FjordException(
          name + " could not begin to listen within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      abandon();
      throw e.getCause() instanceof FjordException cause
          ? cause
          : new FjordException(name + " could not begin to listen", e.getCause());
    }
  }

  /** The name of the executor it runs on. */
  public String executorName() {
    return executorName;
  }

  /** Takes no more messages; does not block. */
  public void stop() {
    executor.stop();
  }

  /** Waits until all that was taken is finished, after a stop. */
  public boolean await(Duration timeout) throws InterruptedException {
    EventLoop.requireMayBlock("Waiting for a server");
    boolean drained = executor.await(timeout);
    if (drained) {
      LOG.info("{} stopped, all its messages finished", name);
    }
    return drained;
  }

  /**
   * Stops, waits, and lets go of the broker's side; returns whether all was finished. A repeat does
   * not wait again.
   */
  public boolean close(Duration timeout) {
    stop();
    try {
      boolean isRepeat = closed.getAndSet(true);
      boolean drained = await(isRepeat ? Duration.ZERO : timeout);
      if (isRepeat) {
        return drained;
      }
      if (!drained) {
        LOG.warn(
            "{} still had unfinished messages after {} ms; what is not settled goes back",
            name,
            timeout.toMillis());
      }
      return drained;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      listener.close();
    }
  }

  private void abandon() {
    executor.stop();
    listener.close();
  }
}
