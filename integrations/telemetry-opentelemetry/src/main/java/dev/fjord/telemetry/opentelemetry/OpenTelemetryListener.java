package dev.fjord.telemetry.opentelemetry;

import dev.fjord.MessageContext;
import dev.fjord.telemetry.MessageKind;
import dev.fjord.telemetry.Receipt;
import dev.fjord.telemetry.SendObserver;
import dev.fjord.telemetry.Sending;
import dev.fjord.telemetry.TelemetryListener;
import dev.fjord.telemetry.WorkObserver;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A span for each message that is sent and for each that is worked on, with the sender's span as
 * its parent. With this jar on the class path every transport has one on {@link
 * GlobalOpenTelemetry}; {@code Transport.builder().telemetry(new OpenTelemetryListener(telemetry))}
 * uses another. Thread-safe.
 *
 * @since 0.1.0
 */
public final class OpenTelemetryListener implements TelemetryListener {
  private static final String SCOPE = "dev.fjord";

  // Asked each time: the application may set its own after this was made.
  private final Supplier<OpenTelemetry> telemetry;

  /** On {@link GlobalOpenTelemetry}. */
  public OpenTelemetryListener() {
    telemetry = GlobalOpenTelemetry::getOrNoop;
  }

  /** On an instance of the application's. */
  public OpenTelemetryListener(OpenTelemetry openTelemetry) {
    telemetry = () -> openTelemetry;
  }

  @Override
  public SendObserver sending(Sending what) {
    String topic = what.target().topic().orElse("");
    boolean isCall = what.kind() == MessageKind.CALL;
    SpanBuilder builder =
        tracer()
            .spanBuilder(isCall ? topic + "/" + what.name() : "send " + topic)
            .setSpanKind(isCall ? SpanKind.CLIENT : SpanKind.PRODUCER);
    describe(builder, what.kind(), topic, what.name(), "send");
    Span span = builder.startSpan();
    return new SendObserver() {
      @Override
      public MessageContext outgoing(MessageContext context) {
        return TraceFields.inject(telemetry.get(), Context.current().with(span), context);
      }

      @Override
      public void ended(@Nullable Throwable failure) {
        end(span, failure);
        span.end();
      }
    };
  }

  @Override
  public WorkObserver received(Receipt what) {
    String method = what.name().isEmpty() ? "none" : what.name();
    boolean isCall = what.kind() == MessageKind.CALL;
    Context parent = TraceFields.extract(telemetry.get(), what.context());
    SpanBuilder builder =
        tracer()
            .spanBuilder(isCall ? what.server() + "/" + method : "process " + what.server())
            .setParent(parent)
            .setSpanKind(isCall ? SpanKind.SERVER : SpanKind.CONSUMER);
    describe(builder, what.kind(), what.server(), method, "process");
    builder.setAttribute("fjord.style", what.style());
    return new Work(builder.startSpan(), parent);
  }

  private Tracer tracer() {
    return telemetry.get().getTracer(SCOPE);
  }

  private static void describe(
      SpanBuilder builder, MessageKind kind, String destination, String name, String operation) {
    if (kind == MessageKind.NOTIFICATION) {
      builder.setAttribute("fjord.notification", name);
    } else {
      builder.setAttribute("rpc.system.name", "oslo_messaging");
      builder.setAttribute("rpc.method", destination + "/" + name);
    }
    builder.setAttribute("messaging.destination.name", destination);
    builder.setAttribute("messaging.operation.type", operation);
  }

  private static void end(Span span, @Nullable Throwable failure) {
    if (failure != null) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute("error.type", failure.getClass().getName());
      span.recordException(failure);
    }
  }

  /** One message at one method. */
  private static final class Work implements WorkObserver {
    private final Span span;
    private final Context parent;
    private @Nullable Scope scope;

    Work(Span span, Context parent) {
      this.span = span;
      this.parent = parent;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed by returned(), on the same thread
    public void started() {
      span.addEvent("fjord.started");
      scope = parent.with(span).makeCurrent();
    }

    @Override
    public void returned() {
      Scope entered = scope;
      if (entered != null) {
        entered.close();
      }
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      span.addEvent("fjord.ended");
      end(span, failure);
    }

    @Override
    public void finished() {
      span.end();
    }
  }
}
