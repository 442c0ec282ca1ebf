package dev.fjord.telemetry.opentelemetry;

import dev.fjord.MessageContext;
import dev.fjord.context.ContextPropagator;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * OpenTelemetry's context, with the propagators of {@link GlobalOpenTelemetry}. Thread-safe.
 *
 * @since 0.1.0
 */
public final class OpenTelemetryPropagator implements ContextPropagator {
  /** For {@link java.util.ServiceLoader}. */
  public OpenTelemetryPropagator() {}

  @Override
  public Capture received(MessageContext context) {
    Context current = Context.current();
    Context sent = TraceFields.extract(GlobalOpenTelemetry.getOrNoop(), context);
    SpanContext here = Span.fromContext(current).getSpanContext();
    SpanContext there = Span.fromContext(sent).getSpanContext();
    // The listener of this jar has made the span of this very message current, a part of the
    // sender's trace; without it the trace goes on as it was sent.
    boolean isOfThisMessage =
        here.isValid() && (!there.isValid() || here.getTraceId().equals(there.getTraceId()));
    return entering(isOfThisMessage ? current : sent);
  }

  @Override
  public Capture capture() {
    return entering(Context.current());
  }

  @Override
  public MessageContext outgoing(MessageContext context) {
    return TraceFields.inject(GlobalOpenTelemetry.getOrNoop(), Context.current(), context);
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by what is returned
  private static Capture entering(Context context) {
    return () -> {
      Scope scope = context.makeCurrent();
      return scope::close;
    };
  }
}
