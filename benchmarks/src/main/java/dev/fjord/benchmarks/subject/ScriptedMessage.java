package dev.fjord.benchmarks.subject;

import dev.fjord.MessageContext;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A message without a wire: settling it and replying to it are done at once. */
public abstract class ScriptedMessage implements IncomingMessage {
  /** What every settlement returns. */
  static final CompletionStage<@Nullable Void> DONE = CompletableFuture.completedFuture(null);

  private static final Payload NOTHING = Payload.builder().build();

  /** The endpoint method that the message calls. */
  public abstract CompletionStage<Object> call();

  /** The message is finished. */
  public abstract void finished();

  @Override
  public MessageContext context() {
    return MessageContext.empty();
  }

  @Override
  public Payload payload() {
    return NOTHING;
  }

  @Override
  public Optional<Duration> budget() {
    return Optional.empty();
  }

  @Override
  public boolean expectsReply() {
    return true;
  }

  @Override
  public CompletionStage<@Nullable Void> acknowledge() {
    return DONE;
  }

  @Override
  public CompletionStage<@Nullable Void> requeue() {
    return DONE;
  }

  @Override
  public CompletionStage<@Nullable Void> reply(Reply reply) {
    return DONE;
  }

  @Override
  public void heartbeat() {}
}
