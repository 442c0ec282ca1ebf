package dev.fjord.tck;

import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Listener;
import dev.fjord.spi.Reply;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A started listener and what it was handed. Messages are collected until they are taken, or
 * answered as they come. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Inbox implements AutoCloseable {
  private final Listener listener;
  private final Patience patience;
  private final LinkedBlockingQueue<IncomingMessage> messages = new LinkedBlockingQueue<>();
  private final AtomicInteger handedOver = new AtomicInteger();
  private volatile @Nullable Function<IncomingMessage, Reply> endpoint;

  Inbox(Listener listener, Patience patience) {
    this.listener = listener;
    this.patience = patience;
  }

  Inbox start() {
    patience.await(listener.start(this::take));
    return this;
  }

  /** Requests slots; the contract's requests allow {@link DriverKit#MOST_IN_FLIGHT} in all. */
  public Inbox request(int slots) {
    listener.request(slots);
    return this;
  }

  /**
   * From now on acknowledges and answers each message at once and requests another in its place.
   */
  public Inbox answering(Function<IncomingMessage, Reply> newEndpoint) {
    endpoint = newEndpoint;
    return this;
  }

  /** The next message, waiting for it. */
  public IncomingMessage take() {
    try {
      IncomingMessage message =
          messages.poll(patience.forEvents().toMillis(), TimeUnit.MILLISECONDS);
      if (message == null) {
        throw new AssertionError(
            "No message was handed over within "
                + patience.forEvents()
                + "; before: "
                + handedOver);
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a message", e);
    }
  }

  /** The next message, acknowledged. */
  public IncomingMessage takeAndAcknowledge() {
    IncomingMessage message = take();
    patience.await(message.acknowledge());
    return message;
  }

  /** Whether a message was handed over that nobody has taken yet. */
  public boolean hasMessage() {
    return !messages.isEmpty();
  }

  /** Checks that nothing is handed over for a while. */
  public void expectNothing() {
    try {
      IncomingMessage message =
          messages.poll(patience.forSilence().toMillis(), TimeUnit.MILLISECONDS);
      if (message != null) {
        throw new AssertionError(
            "A message was handed over that should not have been: " + DriverKit.text(message, "n"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for no message", e);
    }
  }

  /** How many messages were handed over so far. */
  public int handedOver() {
    return handedOver.get();
  }

  /** Stops the listener and waits until it has stopped. */
  public void stop() {
    patience.await(listener.stop());
  }

  /** The listener itself. */
  public Listener listener() {
    return listener;
  }

  @Override
  public void close() {
    listener.close();
  }

  private void take(IncomingMessage message) {
    Function<IncomingMessage, Reply> current = endpoint;
    if (current == null) {
      messages.add(message);
      // Last: who waits for the count takes what was counted.
      handedOver.incrementAndGet();
      return;
    }
    handedOver.incrementAndGet();
    message
        .acknowledge()
        .thenCompose(acknowledged -> answer(message, current))
        .whenComplete((done, failure) -> listener.request(1));
  }

  private static CompletionStage<@Nullable Void> answer(
      IncomingMessage message, Function<IncomingMessage, Reply> endpoint) {
    return message.reply(Objects.requireNonNull(endpoint.apply(message)));
  }
}
