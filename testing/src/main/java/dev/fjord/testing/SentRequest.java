package dev.fjord.testing;

import dev.fjord.Escaped;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call or a cast that somebody sent through the bench. Thread-safe; what has become of it is read
 * as it is now.
 *
 * @since 0.1.0
 */
public final class SentRequest {
  private final boolean isCall;
  private final Target target;
  private final String method;
  private final Map<String, @Nullable Object> arguments;
  private final MessageContext context;
  private final CompletableFuture<@Nullable Object> end = new CompletableFuture<>();
  private volatile boolean left;

  SentRequest(
      boolean isCall,
      Target target,
      String method,
      Map<String, @Nullable Object> arguments,
      MessageContext context) {
    this.isCall = isCall;
    this.target = target;
    this.method = method;
    this.arguments = arguments;
    this.context = context;
  }

  /** Where it went, with namespace and version as they were asked for. */
  public Target target() {
    return target;
  }

  /** The method, by the name that callers use. */
  public String method() {
    return method;
  }

  /** The arguments as plain JSON values: null, booleans, numbers, strings, lists, maps. */
  public Map<String, @Nullable Object> arguments() {
    return arguments;
  }

  /** What travelled beside it. */
  public MessageContext context() {
    return context;
  }

  /** Whether its sender waits for a reply: a call, not a cast. */
  public boolean isCall() {
    return isCall;
  }

  /** Whether it is a call that has not ended yet. */
  public boolean isUnanswered() {
    return isCall && !end.isDone();
  }

  /** Why it failed, for its sender; empty if it did not fail or has not ended. */
  public Optional<Throwable> failure() {
    return end.isCompletedExceptionally() ? Optional.of(end.exceptionNow()) : Optional.empty();
  }

  /** Says what was sent where, on one line. */
  @Override
  public String toString() {
    return (isCall ? "call of " : "cast of ")
        + Escaped.text(method)
        + Escaped.text(arguments.toString())
        + " to "
        + target;
  }

  void hasLeft() {
    left = true;
  }

  boolean isUnderWay() {
    return left && isUnanswered();
  }

  CompletionStage<@Nullable Object> end() {
    return end;
  }

  void ended(@Nullable Object value, @Nullable Throwable failure) {
    if (failure == null) {
      end.complete(value);
    } else if (failure instanceof CompletionException && failure.getCause() != null) {
      end.completeExceptionally(failure.getCause());
    } else {
      end.completeExceptionally(failure);
    }
  }
}
