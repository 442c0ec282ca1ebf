package dev.fjord.tck;

import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A dispatcher whose methods a test writes. It treats them as a server's dispatcher does: what they
 * throw, and a stage that is null or fails, becomes a failure.
 *
 * <p>Methods are added before it is used; from then on it is thread-safe.
 *
 * @since 0.1.0
 */
public final class ScriptedDispatcher implements Dispatcher {
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, ScriptedCall> calls = new ConcurrentHashMap<>();
  private @Nullable RuntimeException resolveFailure;

  /** A dispatcher without methods. */
  public ScriptedDispatcher() {}

  /** Adds a method; one of style {@link Style#ASYNC} returns a stage. */
  public ScriptedDispatcher method(String name, Style style, Body body) {
    return raw(name, style, () -> call(style, body));
  }

  /** Adds a method that breaks the contract of {@link Invocation#invoke}, if it wants to. */
  public ScriptedDispatcher raw(String name, Style style, RawBody body) {
    entries.put(name, new Entry(new EndpointMethod(name, "Scripted." + name, style), body));
    return this;
  }

  /** Lets it break its contract: to resolve a message of a method that it lacks throws. */
  public ScriptedDispatcher breakingAtUnknown(RuntimeException failure) {
    resolveFailure = failure;
    return this;
  }

  /** Tells it of a call that will be delivered, so that it can write down what becomes of it. */
  public void expect(ScriptedCall call) {
    calls.put(call.id(), call);
  }

  @Override
  public Invocation resolve(IncomingMessage message) {
    String method = ScriptedCall.methodOf(message.payload());
    Entry entry = entries.get(method);
    if (entry == null && resolveFailure != null) {
      throw resolveFailure;
    }
    ScriptedCall call = calls.remove(ScriptedCall.idOf(message.payload()));
    if (call == null) {
      throw new IllegalStateException("A message was handed over twice, or was not expected");
    }
    call.markTaken();
    return new ScriptedInvocation(this, call, message, entry == null ? unknown(method) : entry);
  }

  @Override
  public List<EndpointMethod> methods() {
    return entries.values().stream().map(Entry::method).toList();
  }

  Entry entry(String name) {
    Entry entry = entries.get(name);
    return entry == null ? unknown(name) : entry;
  }

  private static Entry unknown(String name) {
    IllegalArgumentException cause = new IllegalArgumentException("There is no method " + name);
    return new Entry(
        new EndpointMethod(name, "Scripted." + name, Style.ASYNC),
        () -> CompletableFuture.completedFuture(new Outcome.Failure(cause)));
  }

  private static CompletionStage<Outcome> call(Style style, Body body) {
    try {
      Object result = body.call();
      if (style == Style.BLOCKING) {
        return CompletableFuture.completedFuture(new Outcome.Value(result));
      }
      if (result instanceof CompletionStage<?> stage) {
        return stage.handle((value, failure) -> outcome(value, failure));
      }
      throw new IllegalStateException("An asynchronous method returned no stage but " + result);
    } catch (Throwable e) {
      return CompletableFuture.completedFuture(new Outcome.Failure(e));
    }
  }

  private static Outcome outcome(@Nullable Object value, @Nullable Throwable failure) {
    if (failure == null) {
      return new Outcome.Value(value);
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return new Outcome.Failure(cause == null ? failure : cause);
  }

  /** An endpoint method: returns its result, or a stage of it. */
  @FunctionalInterface
  public interface Body {
    /** Does what the method does. */
    @Nullable Object call() throws Throwable;

    /** A method of either style that has its answer at once. */
    static Body answering(Style style, Supplier<? extends @Nullable Object> answer) {
      if (style == Style.BLOCKING) {
        return answer::get;
      }
      return () -> {
        CompletionStage<@Nullable Object> stage = CompletableFuture.completedFuture(answer.get());
        return stage;
      };
    }
  }

  /** All of {@link Invocation#invoke}. */
  @FunctionalInterface
  public interface RawBody {
    /** Does what the invocation does. */
    CompletionStage<Outcome> invoke();
  }

  record Entry(EndpointMethod method, RawBody body) {}
}
