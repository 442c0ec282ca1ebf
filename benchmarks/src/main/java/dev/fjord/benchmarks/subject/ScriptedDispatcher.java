package dev.fjord.benchmarks.subject;

import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Has every message call its own method: neither codec nor wire, so that the executor is alone.
 *
 * @param method the one method there is
 */
public record ScriptedDispatcher(EndpointMethod method) implements Dispatcher {
  /** With a method of a style. */
  public static ScriptedDispatcher of(Style style) {
    return new ScriptedDispatcher(new EndpointMethod("call", "Scripted.call", style));
  }

  @Override
  public Invocation resolve(IncomingMessage message) {
    return new ScriptedInvocation(method, (ScriptedMessage) message);
  }

  @Override
  public List<EndpointMethod> methods() {
    return List.of(method);
  }

  private record ScriptedInvocation(EndpointMethod method, ScriptedMessage message)
      implements Invocation {
    @Override
    public Optional<Duration> budget() {
      return Optional.empty();
    }

    @Override
    public CompletionStage<@Nullable Void> accept() {
      return ScriptedMessage.DONE;
    }

    @Override
    public CompletionStage<Outcome> invoke() {
      return message.call().thenApply(Outcome.Value::new);
    }

    @Override
    public boolean finish(Outcome outcome) {
      message.finished();
      return true;
    }

    @Override
    public CompletionStage<@Nullable Void> finished() {
      return ScriptedMessage.DONE;
    }
  }
}
