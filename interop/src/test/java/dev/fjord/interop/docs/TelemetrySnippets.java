package dev.fjord.interop.docs;

import dev.fjord.context.ContextSnapshot;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.telemetry.micrometer.MicrometerListener;
import dev.fjord.telemetry.opentelemetry.OpenTelemetryListener;
import dev.fjord.transport.Transport;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.MDC;

/** The code that docs/telemetry.md shows, with what it takes for granted around it. */
final class TelemetrySnippets {
  private TelemetrySnippets() {}

  static Transport open(MeterRegistry registry, OpenTelemetry openTelemetry) {
    // shown: begin
    Transport transport =
        Transport.builder()
            .url("fake://")
            .telemetry(new MicrometerListener(registry))
            .telemetry(new OpenTelemetryListener(openTelemetry))
            .open();
    // shown: end
    return transport;
  }

  /** An asynchronous client that completes its stages on threads of its own. */
  static final class Database {
    CompletionStage<String> find(String name) {
      return CompletableFuture.supplyAsync(() -> name);
    }
  }

  @Endpoint(version = "1.0")
  record Counter(Database database) {
    // shown: begin
    @RpcMethod
    CompletionStage<Integer> count(String name) {
      ContextSnapshot context = ContextSnapshot.capture();
      return database.find(name).thenApply(context.wrap(row -> rowsOf(row)));
    }

    // shown: end

    private static Integer rowsOf(String... rows) {
      return MDC.get("request_id") == null ? 0 : rows.length;
    }
  }
}
