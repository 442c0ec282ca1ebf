package dev.fjord.spi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one executor: asks the listener for a message for each free slot (X7), counts what
 * was taken and not finished, and knows when a stopped executor has nothing left (X6).
 *
 * <p>Thread-safe; nothing blocks but {@link #await}.
 *
 * @since 0.1.0
 */
public final class InFlight {
  private final Listener listener;
  private final int slots;
  // One is held for the listener itself until it has stopped, so that zero means drained.
  private final AtomicInteger unfinished = new AtomicInteger(1);
  private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
  private volatile boolean stopping;
  private volatile boolean listenerStopped;

  /** Slots for the messages of a listener. */
  public InFlight(Listener listener, int slots) {
    this.listener = listener;
    this.slots = slots;
  }

  /** Starts the listener and asks for as many messages as there are slots. */
  public CompletionStage<@Nullable Void> start(IncomingHandler handler) {
    CompletionStage<@Nullable Void> started = listener.start(handler);
    listener.request(slots);
    return started;
  }

  /** Counts a message that was handed over. Called first thing by the handler. */
  public void taken() {
    unfinished.incrementAndGet();
  }

  /** Counts a message as finished and asks for another one in its place. */
  public void finished() {
    release();
    if (!stopping) {
      listener.request(1);
    }
  }

  /** Ends deliveries; what was taken is still counted down. Repeats do nothing. */
  public void stop() {
    synchronized (this) {
      if (stopping) {
        return;
      }
      stopping = true;
    }
    listener
        .stop()
        .whenComplete(
            (nothing, failure) -> {
              listenerStopped = true;
              release();
            });
  }

  /** How many messages were taken and are not finished. */
  public int unfinished() {
    return Math.max(0, unfinished.get() - (listenerStopped ? 0 : 1));
  }

  /** Completes when the executor was stopped and all it took is finished. */
  public CompletionStage<@Nullable Void> drained() {
    return drained;
  }

  /** Waits for {@link #drained}; blocks. */
  public boolean await(Duration timeout) throws InterruptedException {
    try {
      drained.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("drained never fails", e);
    }
  }

  private void release() {
    if (unfinished.decrementAndGet() == 0) {
      drained.complete(null);
    }
  }
}
