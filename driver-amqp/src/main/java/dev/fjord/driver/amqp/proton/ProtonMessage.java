package dev.fjord.driver.amqp.proton;

import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A message that was handed over. Thread-safe. */
final class ProtonMessage implements IncomingMessage {
  private final Incoming incoming;
  private final Timers timers;
  private final Consumer<Settlement> settling;
  private final @Nullable ReplySender replies;
  private final AtomicReference<@Nullable Settlement> settlement = new AtomicReference<>();
  private final AtomicBoolean replied = new AtomicBoolean();

  /** Without a sender of replies, it is a notification. */
  ProtonMessage(
      Incoming incoming,
      Timers timers,
      Consumer<Settlement> settling,
      @Nullable ReplySender replies) {
    this.incoming = incoming;
    this.timers = timers;
    this.settling = settling;
    this.replies = replies;
  }

  @Override
  public MessageContext context() {
    return incoming.request().context();
  }

  @Override
  public Payload payload() {
    return incoming.request().fields();
  }

  @Override
  public Optional<Duration> budget() {
    return incoming.budget(timers.nanoTime());
  }

  @Override
  public boolean expectsReply() {
    return replies != null && !incoming.replyTo().isEmpty();
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
    JsonText body;
    try {
      body = sender.encode(reply);
    } catch (FjordException e) {
      return CompletableFuture.failedFuture(e);
    }
    if (!replied.compareAndSet(false, true)) {
      return CompletableFuture.completedFuture(null);
    }
    return sender.send(incoming, body);
  }

  @Override
  public Optional<Duration> heartbeatInterval() {
    return expectsReply() ? incoming.heartbeatInterval() : Optional.empty();
  }

  @Override
  public CompletionStage<Boolean> heartbeat() {
    ReplySender sender = replies;
    Optional<Duration> interval = heartbeatInterval();
    // A caller that did not ask must not be told: a Python one would fail.
    if (sender == null || replied.get() || interval.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    return sender.heartbeat(incoming, interval.get().multipliedBy(2));
  }

  /** Nothing of what it says. */
  @Override
  public String toString() {
    return "ProtonMessage[" + payload() + "]";
  }

  private CompletionStage<@Nullable Void> settle(Settlement.Kind kind) {
    Settlement mine = new Settlement(incoming.arrival(), incoming.uniqueId(), kind);
    if (settlement.compareAndSet(null, mine)) {
      settling.accept(mine);
      return mine;
    }
    Settlement first = settlement.get();
    return first == null ? CompletableFuture.completedFuture(null) : first;
  }
}
