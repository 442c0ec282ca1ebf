package dev.fjord.interop.amqp;

import dev.fjord.FjordConfig;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.tck.DriverContract;
import dev.fjord.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The contract of drivers over RabbitMQ's plug-in for AMQP 1.0, as far as that allows: what it does
 * otherwise is overridden here and is a row of the table in the driver's page.
 */
@Tag("long")
class RabbitPluginDriverContractTest extends DriverContract {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @Override
  public Transport open(FjordConfig config) {
    String url = "amqp://guest:guest@127.0.0.1:" + rabbit.node().port() + "/";
    return Transport.builder().config(config).url(url + rabbit.virtualHost()).open();
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** Three links bring one message each for a single slot. */
  @Override
  public int mostReadAhead() {
    return 3;
  }
}
