package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.tck.DriverContract;
import dev.fjord.tck.DriverKit;
import dev.fjord.tck.Inbox;
import dev.fjord.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The contract of drivers, kept by a real broker. Where oslo.messaging's own layout of queues says
 * something else than the contract, the method is overridden with what holds there.
 */
class RabbitDriverContractTest extends DriverContract {
  private static final int READ_AHEAD = 256;

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @Override
  public Transport open(FjordConfig config) {
    return Transport.builder().config(config).url(rabbit.url()).open();
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** What is read ahead of the slots is bounded by the driver's prefetch count. */
  @Override
  public int mostReadAhead() {
    return READ_AHEAD;
  }

  /** A queue is named after its topic alone, so both exchanges lead to it. */
  @Override
  @Test
  public void exchangesAreApart() {
    Target elsewhere = kit().topic().exchange(kit().name("exchange"));
    Inbox one = kit().serveAll(kit().driver(), kit().server("one"));
    Inbox two = kit().serveAll(kit().driver(), elsewhere.server(kit().name("two")));
    kit().patience().await(kit().cast(kit().driver(), elsewhere.server(kit().name("two")), 1));
    assertThat(DriverKit.n(two.takeAndAcknowledge())).isEqualTo(1);
    kit().patience().await(kit().cast(kit().driver(), elsewhere, 2));
    kit()
        .patience()
        .untilAsserted(() -> assertThat(one.handedOver() + two.handedOver()).isEqualTo(2));
  }
}
