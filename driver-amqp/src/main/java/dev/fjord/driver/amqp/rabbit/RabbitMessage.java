package dev.fjord.driver.amqp.rabbit;

import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.driver.amqp.HeartbeatInterval;
import dev.fjord.driver.amqp.rabbit.wire.ReceivedMessage;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A message that was handed over. Thread-safe. */
final class RabbitMessage implements IncomingMessage {
  private final ReceivedMessage message;
  private final DeliverySession session;
  private final Delivery delivery;
  private final Timers timers;
  private final @Nullable ReplySender replies;
  private final AtomicReference<@Nullable Settlement> settlement = new AtomicReference<>();
  private final AtomicBoolean replied = new AtomicBoolean();

  /** Without a sender of replies, it is a notification. */
  RabbitMessage(
      ReceivedMessage message,
      DeliverySession session,
      Delivery delivery,
      Timers timers,
      @Nullable ReplySender replies) {
    this.message = message;
    this.session = session;
    this.delivery = delivery;
    this.timers = timers;
    this.replies = replies;
  }

  @Override
  public MessageContext context() {
    return message.context();
  }

  @Override
  public Payload payload() {
    return message.fields();
  }

  @Override
  public Optional<Duration> budget() {
    long millis = delivery.expirationMillis();
    if (millis < 0) {
      return Optional.empty();
    }
    Duration waited = Duration.ofNanos(timers.nanoTime() - delivery.receivedNanos());
    Duration left = Duration.ofMillis(millis).minus(waited);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  @Override
  public boolean expectsReply() {
    return replies != null && message.wire().expectsReply();
  }

  @Override
  public CompletionStage<@Nullable Void> acknowledge() {
    return settle(Settlement.Kind.ACKNOWLEDGE);
  }

  @Override
  public CompletionStage<@Nullable Void> requeue() {
    return settle(Settlement.Kind.REQUEUE);
  }

  @Override
  public CompletionStage<@Nullable Void> reply(Reply reply) {
    ReplySender sender = replies;
    if (sender == null || !expectsReply() || replied.get()) {
      return CompletableFuture.completedFuture(null);
    }
    byte[] body;
    try {
      body = sender.encode(message.wire(), reply);
    } catch (FjordException e) {
      return CompletableFuture.failedFuture(e);
    }
    if (!replied.compareAndSet(false, true)) {
      return CompletableFuture.completedFuture(null);
    }
    return sender.send(message.wire(), body);
  }

  @Override
  public Optional<Duration> heartbeatInterval() {
    return expectsReply() ? HeartbeatInterval.asked(message.wire().timeout()) : Optional.empty();
  }

  @Override
  public CompletionStage<Boolean> heartbeat() {
    ReplySender sender = replies;
    // A caller that did not ask must not be told: a Python one would fail.
    if (sender == null || replied.get() || heartbeatInterval().isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    return sender.heartbeat(message.wire()).exceptionally(failure -> false);
  }

  /** How many fields it has, and none of their values. */
  @Override
  public String toString() {
    return "RabbitMessage[" + message + "]";
  }

  private CompletionStage<@Nullable Void> settle(Settlement.Kind kind) {
    Settlement mine = new Settlement(delivery.tag(), message.wire().uniqueId(), kind);
    if (settlement.compareAndSet(null, mine)) {
      session.settle(mine);
      return mine;
    }
    Settlement first = settlement.get();
    return first == null ? CompletableFuture.completedFuture(null) : first;
  }
}
