/** What Fjord does, as spans of OpenTelemetry. */
module dev.fjord.telemetry.opentelemetry {
  requires transitive dev.fjord.api;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires static transitive org.jspecify;

  exports dev.fjord.telemetry.opentelemetry;

  provides dev.fjord.telemetry.TelemetryListener with
      dev.fjord.telemetry.opentelemetry.OpenTelemetryListener;
  provides dev.fjord.context.ContextPropagator with
      dev.fjord.telemetry.opentelemetry.OpenTelemetryPropagator;
}
