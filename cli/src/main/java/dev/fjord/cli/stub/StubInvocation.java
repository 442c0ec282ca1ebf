package dev.fjord.cli.stub;

import dev.fjord.RemoteFailure;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request that is written down and answered. Thread-safe. */
final class StubInvocation implements Invocation {
  private final EndpointMethod method;
  private final IncomingMessage message;
  private final Reply prepared;
  private final Runnable writeDown;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<@Nullable Void> finished = new CompletableFuture<>();

  StubInvocation(
      EndpointMethod method, IncomingMessage message, Reply prepared, Runnable writeDown) {
    this.method = method;
    this.message = message;
    this.prepared = prepared;
    this.writeDown = writeDown;
  }

  @Override
  public EndpointMethod method() {
    return method;
  }

  @Override
  public Optional<Duration> budget() {
    return message.budget();
  }

  @Override
  public CompletionStage<@Nullable Void> accept() {
    return message.acknowledge();
  }

  @Override
  public CompletionStage<Outcome> invoke() {
    try {
      writeDown.run();
      return CompletableFuture.completedStage(new Outcome.Value(prepared));
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(new Outcome.Failure(e));
    }
  }

  @Override
  public boolean finish(Outcome outcome) {
    // An executor's deadline may come at the same time.
    if (!begun.compareAndSet(false, true)) {
      return false;
    }
    if (message.expectsReply()) {
      message.reply(toReply(outcome)).whenComplete((nothing, failure) -> finished.complete(null));
    } else {
      finished.complete(null);
    }
    return true;
  }

  @Override
  public CompletionStage<@Nullable Void> finished() {
    return finished;
  }

  private Reply toReply(Outcome outcome) {
    if (outcome instanceof Outcome.Failure failure) {
      return failed(
          failure.cause().getClass().getSimpleName(), String.valueOf(failure.cause().getMessage()));
    }
    return prepared;
  }

  private static Reply failed(String type, String text) {
    return new Reply.Failed(RemoteFailure.of(type, "dev.fjord.cli", text));
  }
}
