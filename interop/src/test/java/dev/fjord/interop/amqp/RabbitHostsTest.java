package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.Target;
import dev.fjord.interop.rabbit.OwnRabbit;
import dev.fjord.interop.rabbit.RabbitNode;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several brokers in one URL, each with a user of its own. */
@Timeout(120)
class RabbitHostsTest {
  private static final Logger LOG = LoggerFactory.getLogger(RabbitHostsTest.class);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String DEAD = "guest:guest@127.0.0.1:1";

  @RegisterExtension static final OwnRabbit first = new OwnRabbit(RabbitNode.builder());
  @RegisterExtension static final OwnRabbit second = new OwnRabbit(RabbitNode.builder());

  private final Target topic = Target.topic("hosts-" + UUID.randomUUID());
  private final List<ConnectionChange> changes = new CopyOnWriteArrayList<>();

  @Test
  void aDeadHostIsPassedOverAndALivingOneTakesOverWhenAnotherIsKilled() {
    second.node().addUser("other", "other-s3cret", "/");
    String a = "guest:guest@127.0.0.1:" + first.node().port();
    String b = "other:other-s3cret@127.0.0.1:" + second.node().port();
    // Begins at the first: nobody answers at the other yet.
    second.node().kill9();
    String url = "rabbit://" + DEAD + "," + b + "," + a + "/";
    try (Transport serving = Transport.open(url);
        Transport calling = Transport.open(url)) {
      calling.onConnectionChange(changes::add);
      try (EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
        assertThat(Wire.callUntilServed(calling.driver(), topic, 1)).isEqualTo(1);
        second.node().restart();
        first.node().kill9();
        long killed = System.nanoTime();
        assertThat(Wire.callUntilServed(calling.driver(), topic, 2)).isEqualTo(2);
        LOG.info("The other host after {} ms", Wire.elapsed(killed).toMillis());
        assertThat(server.waiting()).isGreaterThanOrEqualTo(2);
      }
    }
    Awaitility.await().atMost(LONG).untilAsserted(this::movedFromAToB);
  }

  private void movedFromAToB() {
    assertThat(changes)
        .filteredOn(change -> change.state() == State.UP)
        .extracting(ConnectionChange::broker)
        .startsWith("127.0.0.1:" + first.node().port())
        .contains("127.0.0.1:" + second.node().port())
        .doesNotContain("127.0.0.1:1");
    assertThat(changes.toString()).doesNotContain("s3cret");
  }
}
