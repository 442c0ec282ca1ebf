package dev.fjord.interop.rabbit;

import dev.fjord.FjordConfig;
import dev.fjord.tck.DriverContract;
import dev.fjord.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The RabbitMQ driver keeps the rules of all drivers, on a real broker. */
class RabbitDriverContractTest extends DriverContract {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @Override
  public Transport open(FjordConfig config) {
    return Transport.builder().config(config).url(rabbit.url()).open();
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(20);
  }
}
