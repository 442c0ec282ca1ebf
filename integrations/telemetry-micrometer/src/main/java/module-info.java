/** What Fjord does, as meters of a Micrometer registry. */
module dev.fjord.telemetry.micrometer {
  requires transitive dev.fjord.api;
  requires transitive micrometer.core;
  requires static transitive org.jspecify;

  exports dev.fjord.telemetry.micrometer;

  provides dev.fjord.telemetry.TelemetryListener with
      dev.fjord.telemetry.micrometer.MicrometerListener;
}
