package dev.fjord.benchmarks.subject;

import dev.fjord.MessageContext;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A message without a wire, which is its own invocation as well: what is left is the executor's.
 * Settling it and replying to it are done at once.
 */
public abstract class ScriptedMessage implements IncomingMessage, Invocation {
  /** What every settlement returns. */
  static final CompletionStage<@Nullable Void> DONE = CompletableFuture.completedFuture(null);

  private static final Payload NOTHING = Payload.builder().build();

  private final EndpointMethod method;

  /** A message that calls a method. */
  protected ScriptedMessage(EndpointMethod method) {
    this.method = method;
  }

  /** The message is done with. */
  protected abstract void done();

  @Override
  public EndpointMethod method() {
    return method;
  }

  @Override
  public CompletionStage<@Nullable Void> accept() {
    return DONE;
  }

  @Override
  public boolean finish(Outcome outcome) {
    done();
    return true;
  }

  @Override
  public CompletionStage<@Nullable Void> finished() {
    return DONE;
  }

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
  public Optional<Duration> heartbeatInterval() {
    return Optional.empty();
  }

  @Override
  public CompletionStage<Boolean> heartbeat() {
    return CompletableFuture.completedFuture(false);
  }
}
