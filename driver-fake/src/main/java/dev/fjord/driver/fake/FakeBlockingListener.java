package dev.fjord.driver.fake;

import dev.fjord.spi.BlockingListener;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Listener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks a listener for one message at a time and waits for it. */
final class FakeBlockingListener implements BlockingListener {
  private final Listener listener;
  private final Consumer<FakeBlockingListener> afterClose;

  /** Holds one message at most, since one is requested at a time; or empty, once stopped. */
  private final LinkedBlockingQueue<Optional<IncomingMessage>> arrived =
      new LinkedBlockingQueue<>();

  /** Whether a requested message is still to come; belongs to the polling thread. */
  private boolean requested;

  private volatile boolean closed;

  FakeBlockingListener(Listener listener, Consumer<FakeBlockingListener> afterClose) {
    this.listener = listener;
    this.afterClose = afterClose;
  }

  /** Called on wire. */
  void take(IncomingMessage message) {
    arrived.add(Optional.of(message));
  }

  @Override
  public @Nullable Message poll(Duration wait) throws InterruptedException {
    if (!requested) {
      requested = true;
      listener.request(1);
    }
    Optional<IncomingMessage> next = arrived.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    if (next == null) {
      return null;
    }
    if (next.isEmpty()) {
      arrived.add(next); // For whoever polls again: a stopped listener never waits.
      if (closed) {
        throw CallTable.closedFailure();
      }
      return null;
    }
    requested = false;
    return new FakeBlockingMessage(next.get());
  }

  @Override
  public void stop() {
    listener
        .stop()
        .whenComplete(
            (nothing, failure) -> {
              // Races with a poll for the last message: one of the two has it.
              Optional<IncomingMessage> unpolled = arrived.poll();
              if (unpolled != null) {
                CompletionStage<@Nullable Void> ignored =
                    unpolled.map(IncomingMessage::requeue).orElse(null);
              }
              arrived.add(Optional.empty());
            });
  }

  @Override
  public void close() {
    closed = true;
    stop();
    listener.close();
    afterClose.accept(this);
  }
}
