package dev.fjord.tck;

import dev.fjord.RemoteFailure;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request as a server invokes it: acknowledged first, replied to at the end. */
final class ScriptedInvocation implements Invocation {
  private final ScriptedDispatcher dispatcher;
  private final ScriptedCall call;
  private final IncomingMessage message;
  private final ScriptedDispatcher.Entry entry;
  private final CompletableFuture<@Nullable Void> finished = new CompletableFuture<>();
  private volatile boolean mayBeAsked;

  ScriptedInvocation(
      ScriptedDispatcher dispatcher,
      ScriptedCall call,
      IncomingMessage message,
      ScriptedDispatcher.Entry entry) {
    this.dispatcher = dispatcher;
    this.call = call;
    this.message = message;
    this.entry = entry;
  }

  /** One that follows another is accepted already. */
  private ScriptedInvocation alreadyAccepted() {
    mayBeAsked = true;
    return this;
  }

  @Override
  public EndpointMethod method() {
    if (!mayBeAsked) {
      call.markAskedTooEarly();
    }
    return entry.method();
  }

  @Override
  public Optional<Duration> budget() {
    return message.budget();
  }

  @Override
  public CompletionStage<@Nullable Void> accept() {
    return message
        .acknowledge()
        .whenComplete(
            (nothing, failure) -> {
              mayBeAsked = true;
              if (failure != null) {
                call.markDone();
              }
            });
  }

  @Override
  public CompletionStage<Outcome> invoke() {
    call.markStarted(entry.method().name());
    return entry.body().invoke();
  }

  @Override
  public Optional<Invocation> next(Outcome outcome) {
    String second = call.following().orElse("");
    return second.isEmpty() || second.equals(entry.method().name())
        ? Optional.empty()
        : Optional.of(
            new ScriptedInvocation(dispatcher, call, message, dispatcher.entry(second))
                .alreadyAccepted());
  }

  @Override
  public boolean finish(Outcome outcome) {
    if (!call.markFinished(outcome)) {
      return false;
    }
    message
        .reply(replyOf(outcome))
        .whenComplete(
            (nothing, failure) -> {
              call.markDone();
              finished.complete(null);
            });
    return true;
  }

  @Override
  public CompletionStage<@Nullable Void> finished() {
    return finished;
  }

  private static Reply replyOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Value value -> new Reply.Result(JsonText.NULL);
      case Outcome.Failure failure ->
          new Reply.Failed(
              RemoteFailure.of(failure.cause().getClass().getSimpleName(), "tck", "scripted"));
    };
  }
}
