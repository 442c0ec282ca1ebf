package dev.fjord.telemetry.opentelemetry;

import dev.fjord.MessageContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/**
 * A trace as values of a message's context ({@code traceparent} and what else the application's
 * propagators use). Python peers take them for part of the request's context and pass over them.
 */
final class TraceFields {
  private static final TextMapGetter<MessageContext> GETTER =
      new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // older ones have no default for it
        public Iterable<String> keys(MessageContext carrier) {
          return carrier.asMap().keySet();
        }

        @Override
        public @Nullable String get(@Nullable MessageContext carrier, String key) {
          return carrier == null
              ? null
              : (String) carrier.get(key).filter(String.class::isInstance).orElse(null);
        }
      };

  private TraceFields() {}

  static Context extract(OpenTelemetry telemetry, MessageContext context) {
    return telemetry
        .getPropagators()
        .getTextMapPropagator()
        .extract(Context.root(), context, GETTER);
  }

  static MessageContext inject(OpenTelemetry telemetry, Context trace, MessageContext context) {
    MessageContext[] sent = {context};
    telemetry
        .getPropagators()
        .getTextMapPropagator()
        .inject(trace, sent, (carrier, key, value) -> sent[0] = sent[0].with(key, value));
    return sent[0];
  }
}
