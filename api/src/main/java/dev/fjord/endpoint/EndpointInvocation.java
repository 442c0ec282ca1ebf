package dev.fjord.endpoint;

import dev.fjord.EndpointException;
import dev.fjord.MessageContext;
import dev.fjord.context.ContextSnapshot;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What every invocation does alike: call, turn whatever happens into an outcome, and finish once.
 * Thread-safe as {@link Invocation} demands.
 */
public abstract class EndpointInvocation implements Invocation, ContextSnapshot.TimeLeft {
  private final EndpointMethod method;
  private final IncomingMessage message;
  private final FinishOnce once;
  // Set before the method is called; whoever finishes at its deadline may not see it yet.
  private @Nullable ContextSnapshot context;

  /** For a message and the only method it goes to. */
  protected EndpointInvocation(EndpointMethod method, IncomingMessage message) {
    this(method, message, new FinishOnce());
  }

  /** For one of several methods that a message goes to, which end together. */
  protected EndpointInvocation(EndpointMethod method, IncomingMessage message, FinishOnce once) {
    this.method = method;
    this.message = message;
    this.once = once;
  }

  @Override
  public final EndpointMethod method() {
    return method;
  }

  @Override
  public final Optional<Duration> budget() {
    return message.budget();
  }

  /** The message it is for. */
  protected final IncomingMessage message() {
    return message;
  }

  @Override
  public final CompletionStage<Outcome> invoke() {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    try {
      return invokeInContext();
    } catch (Throwable e) {
      return CompletableFuture.completedStage(new Outcome.Failure(e));
    } finally {
      // The thread may serve others next: they must find it as it was.
      thread.setContextClassLoader(loader);
      if (method.style() == Style.BLOCKING) {
        boolean ignored = Thread.interrupted();
      }
    }
  }

  @Override
  public final boolean finish(Outcome outcome) {
    return once.run(method, () -> concludeInContext(outcome));
  }

  @Override
  public final CompletionStage<@Nullable Void> finished() {
    return once.finished();
  }

  /** The context that came with what is worked on. */
  protected MessageContext travelled() {
    return message.context();
  }

  /** What the method is given of the context that travelled; user code may run. */
  protected MessageContext readContext() {
    return travelled();
  }

  /** Binds the arguments and calls the user's method. */
  protected abstract @Nullable Object call(MessageContext context) throws Throwable;

  /** Whether the method is declared to return a stage, so that null from it is a failure. */
  protected abstract boolean returnsStage();

  /** Settles and replies; called once. */
  protected abstract CompletionStage<@Nullable Void> conclude(Outcome outcome);

  private CompletionStage<Outcome> invokeInContext() throws Throwable {
    MessageContext read = readContext();
    ContextSnapshot entered = ContextSnapshot.received(travelled(), read, this);
    context = entered;
    ContextSnapshot.Scope scope = entered.enter();
    try {
      Object result = call(read);
      if (result instanceof CompletionStage<?> stage) {
        // One that gives null here breaks its contract, and is a failure like any other.
        return Objects.requireNonNull(stage.handle(EndpointInvocation::outcome));
      }
      if (result == null && returnsStage()) {
        throw new EndpointException(method.javaName() + " returned null instead of a stage");
      }
      return CompletableFuture.completedStage(new Outcome.Value(result));
    } finally {
      scope.close();
    }
  }

  private CompletionStage<@Nullable Void> concludeInContext(Outcome outcome) {
    ContextSnapshot known = context();
    if (known.isWithoutContext()) {
      return conclude(outcome);
    }
    ContextSnapshot.Scope scope = known.enter();
    try {
      return conclude(outcome);
    } finally {
      scope.close();
    }
  }

  /** That of the method; where it was not started no code of the user's reads the context. */
  private ContextSnapshot context() {
    ContextSnapshot known = context;
    return known != null ? known : ContextSnapshot.received(travelled(), travelled(), this);
  }

  private static Outcome outcome(@Nullable Object value, @Nullable Throwable failure) {
    if (failure == null) {
      return new Outcome.Value(value);
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return new Outcome.Failure(cause);
  }
}
