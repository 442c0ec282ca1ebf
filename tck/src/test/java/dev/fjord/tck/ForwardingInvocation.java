package dev.fjord.tck;

import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An invocation seen through a broken executor. */
class ForwardingInvocation implements Invocation {
  private final Invocation invocation;

  ForwardingInvocation(Invocation invocation) {
    this.invocation = invocation;
  }

  /** A dispatcher whose invocations are changed. */
  static Dispatcher dispatcher(Dispatcher dispatcher, UnaryOperator<Invocation> change) {
    return new Dispatcher() {
      @Override
      public Invocation resolve(IncomingMessage message) {
        return change.apply(dispatcher.resolve(message));
      }

      @Override
      public List<EndpointMethod> methods() {
        return dispatcher.methods();
      }
    };
  }

  @Override
  public EndpointMethod method() {
    return invocation.method();
  }

  @Override
  public Optional<Duration> budget() {
    return invocation.budget();
  }

  @Override
  public CompletionStage<@Nullable Void> accept() {
    return invocation.accept();
  }

  @Override
  public CompletionStage<Outcome> invoke() {
    return invocation.invoke();
  }

  @Override
  public Optional<Invocation> next(Outcome outcome) {
    return invocation.next(outcome);
  }

  @Override
  public boolean finish(Outcome outcome) {
    return invocation.finish(outcome);
  }

  @Override
  public CompletionStage<@Nullable Void> finished() {
    return invocation.finished();
  }
}
