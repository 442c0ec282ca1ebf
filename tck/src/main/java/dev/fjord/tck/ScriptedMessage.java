package dev.fjord.tck;

import dev.fjord.MessageContext;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A scripted call as a wire hands it over that never blocks. */
final class ScriptedMessage implements IncomingMessage {
  private final ScriptedCall call;

  ScriptedMessage(ScriptedCall call) {
    this.call = call;
  }

  @Override
  public MessageContext context() {
    return MessageContext.empty();
  }

  @Override
  public Payload payload() {
    return call.payload();
  }

  @Override
  public Optional<Duration> budget() {
    return call.budget();
  }

  @Override
  public boolean expectsReply() {
    return true;
  }

  @Override
  public CompletionStage<@Nullable Void> acknowledge() {
    return call.acknowledge().thenApply(acknowledged -> null);
  }

  @Override
  public CompletionStage<@Nullable Void> requeue() {
    call.requeue();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<@Nullable Void> reply(Reply reply) {
    return call.reply().thenApply(replied -> null);
  }

  @Override
  public Optional<Duration> heartbeatInterval() {
    return Optional.empty();
  }

  @Override
  public CompletionStage<Boolean> heartbeat() {
    return CompletableFuture.completedFuture(false);
  }
}
