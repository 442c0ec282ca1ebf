package dev.fjord.interop.amqp;

import dev.fjord.FjordConfig;
import dev.fjord.interop.artemis.SharedArtemis;
import dev.fjord.tck.DriverContract;
import dev.fjord.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of drivers, kept by AMQP 1.0 with routable addresses. */
class ArtemisDriverContractTest extends DriverContract {
  @RegisterExtension static final SharedArtemis artemis = new SharedArtemis();

  @Override
  public Transport open(FjordConfig config) {
    return Transport.builder().config(config).url(artemis.url()).open();
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
