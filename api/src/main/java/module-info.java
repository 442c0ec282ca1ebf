/**
 * RPC and notifications over a message broker, where the return type of an endpoint method decides
 * where it runs.
 */
module dev.fjord.api {
  requires tools.jackson.databind;
  requires org.slf4j;
  requires jdk.jfr;
  requires static transitive org.jspecify;

  exports dev.fjord;
  exports dev.fjord.spi;
  exports dev.fjord.codec;
  exports dev.fjord.transport;
  exports dev.fjord.context;
  exports dev.fjord.porting;
  exports dev.fjord.telemetry;
  exports dev.fjord.rpc;
  exports dev.fjord.notify;

  uses dev.fjord.context.ContextPropagator;
  uses dev.fjord.spi.DriverProvider;
  uses dev.fjord.spi.ExecutorProvider;
  uses dev.fjord.spi.NotifierDriverProvider;
  uses dev.fjord.spi.ReturnAdapter;
  uses dev.fjord.telemetry.TelemetryListener;

  provides dev.fjord.spi.NotifierDriverProvider with
      dev.fjord.notify.driver.MessagingV2Provider,
      dev.fjord.notify.driver.MessagingProvider,
      dev.fjord.notify.driver.LogProvider,
      dev.fjord.notify.driver.TestProvider,
      dev.fjord.notify.driver.NoopProvider;
}
