package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordConfig;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.Target;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.PendingCall;
import dev.fjord.tck.DriverContract;
import dev.fjord.tck.DriverKit;
import dev.fjord.tck.Inbox;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The contract of drivers, kept by a real broker. Where oslo.messaging's own layout of queues says
 * something else than the contract, the method is overridden with what holds there.
 */
class RabbitDriverContractTest extends DriverContract {
  private static final int READ_AHEAD = 64;

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @Override
  public Transport open(FjordConfig config) {
    return Transport.builder().config(config).url(rabbit.url()).open();
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
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

  /** Heartbeats come by themselves once a request was taken, so this one is not taken. */
  @Override
  @Test
  public void aMonitoredCallEndsWhenNoHeartbeatComes() {
    kit().serve(kit().driver(), kit().server("one"));
    PendingCall call =
        kit()
            .driver()
            .call(
                kit().topic(),
                DriverKit.message(1),
                CallOptions.within(kit().patience().forEvents().multipliedBy(10))
                    .monitoredEvery(Duration.ofSeconds(2)));
    assertThat(kit().patience().awaitFailure(call.reply()))
        .isInstanceOf(MessagingTimeoutException.class);
  }

  /** What is read ahead is bounded by the prefetch count. */
  @Override
  @Test
  public void l2_theBacklogStaysAtTheBroker() {
    Inbox saturated = kit().serve(kit().driver(), kit().server("one")).request(1);
    int all = 3 * READ_AHEAD;
    for (int i = 0; i < all; i++) {
      kit().patience().await(kit().cast(kit().driver(), kit().topic(), i));
    }
    Object first = DriverKit.n(saturated.take());
    Inbox free = kit().serve(kit().openAnother(), kit().server("two")).request(all);
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < all - 1 - READ_AHEAD; i++) {
      numbers.add(DriverKit.n(free.takeAndAcknowledge()));
    }
    assertThat(numbers).doesNotHaveDuplicates().doesNotContain(first);
    assertThat(saturated.handedOver()).isEqualTo(1);
  }
}
