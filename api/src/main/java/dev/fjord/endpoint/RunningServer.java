package dev.fjord.endpoint;

import dev.fjord.CallInterruptedException;
import dev.fjord.FjordException;
import dev.fjord.guard.ServerGuard;
import dev.fjord.porting.PortingReport;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.transport.Health;
import dev.fjord.transport.ServerHealth;
import dev.fjord.transport.Transport;
import dev.fjord.transport.TransportHealth;
import java.time.Duration;
import java.util.List;
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
  private final ServerGuard guard;
  private final AtomicBoolean reported = new AtomicBoolean();
  private volatile boolean isStopped;

  RunningServer(
      String name,
      String executorName,
      Listener listener,
      MessageExecutor executor,
      ServerGuard guard) {
    this.name = name;
    this.executorName = executorName;
    this.listener = listener;
    this.executor = executor;
    this.guard = guard;
  }

  void start(Duration timeout) {
    guard.start();
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

  /** How its methods have used its threads so far, and what to do about each. */
  public PortingReport portingReport() {
    return guard.report(executorName);
  }

  /** How it is now. */
  public ServerHealth health(Transport transport) {
    TransportHealth connections = transport.health();
    List<String> holding = guard.holding();
    Health health = connections.health();
    if (isStopped) {
      health = Health.DOWN;
    } else if (!holding.isEmpty() && health.compareTo(Health.DEGRADED) < 0) {
      health = Health.DEGRADED;
    }
    return new ServerHealth(name, health, holding, connections);
  }

  /** Takes no more messages; does not block. */
  public void stop() {
    isStopped = true;
    executor.stop();
  }

  /**
   * Waits until all that was taken is finished, after a stop.
   *
   * @throws IllegalStateException if it was not stopped
   */
  public boolean await(Duration timeout) throws InterruptedException {
    EventLoop.requireMayBlock("Waiting for a server");
    if (!isStopped) {
      throw new IllegalStateException(
          name + " still takes messages, so they never end: call stop() before await()");
    }
    boolean drained = executor.await(timeout);
    if (drained) {
      LOG.info("{} stopped, all its messages finished", name);
      ended();
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
      ended();
      release();
    }
  }

  /** Lets go of the broker's side, once everything is finished. */
  void release() {
    listener.close();
  }

  /** Stops watching and says once what was seen. */
  private void ended() {
    guard.stop();
    if (guard.isWanted() && reported.compareAndSet(false, true)) {
      LOG.info("Porting report of {}: {}", name, portingReport().summary());
    }
  }

  private void abandon() {
    guard.stop();
    stop();
    release();
  }
}
