package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.ConfigurationException;
import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.Target;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.spi.ListenRequest;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The broker's administrator takes rights away while everything is at work. */
@Tag("long")
class RabbitPermissionTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration WATCHED = Duration.ofSeconds(4);
  private static final String PASSWORD = "s3cret-canary";

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final Target topic = Target.topic("permission-" + unique);
  private final String user = "user-" + unique;
  private final String virtualHost = "host-" + unique;
  private final List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
  private FaultProxy proxy;
  private Transport transport;

  @BeforeEach
  void open() {
    rabbit.node().addVirtualHost(virtualHost);
    rabbit.node().addUser(user, PASSWORD, virtualHost);
    proxy = FaultProxy.before(rabbit.node().port());
    transport =
        Transport.open(
            "rabbit://" + user + ":" + PASSWORD + "@127.0.0.1:" + proxy.port() + "/" + virtualHost);
    transport.onConnectionChange(changes::add);
  }

  @AfterEach
  void close() {
    transport.close();
    proxy.close();
    assertThat(changes.toString()).doesNotContain(PASSWORD);
  }

  @Test
  void aRevokedPermissionIsToldToTheSenderItConcernsAndToNoOther() {
    try (EchoServer server = new EchoServer(transport.driver(), topic.server("one"))) {
      assertThat(call(1)).isEqualTo(1);
      rabbit.node().allowWriting(user, virtualHost, "^(?!forbidden).*$");
      List<CompletionStage<?>> others = new ArrayList<>();
      Throwable refused = null;
      for (int i = 0; i < 20; i++) {
        others.add(Wire.call(transport.driver(), topic, i, LONG));
        if (i == 10) {
          Target forbidden = topic.exchange("forbidden-" + unique);
          refused = Wire.failure(Wire.cast(transport.driver(), forbidden, 99, LONG));
        }
      }
      assertThat(refused)
          .isInstanceOf(BrokerUnreachableException.class)
          .hasMessageContaining("403")
          .hasMessageContaining("forbidden-" + unique);
      others.forEach(Wire::await);
      assertThat(call(2)).isEqualTo(2);
      assertThat(changes).noneMatch(change -> change.state() == State.RECOVERING);
      assertThat(server.waiting()).isGreaterThanOrEqualTo(22);
    }
  }

  @Test
  void aDeletedUserIsToldAtOnceAndAttemptsAreFew() {
    try (EchoServer server = new EchoServer(transport.driver(), topic.server("one"))) {
      assertThat(call(1)).isEqualTo(1);
      rabbit.node().deleteUser(user);
      expectSlowRefusal();
      rabbit.node().addUser(user, PASSWORD, virtualHost);
      expectCallsAgain();
      assertThat(server.waiting()).isPositive();
    }
  }

  @Test
  void aDeletedVirtualHostIsToldAtOnceAndAttemptsAreFew() {
    try (EchoServer server = new EchoServer(transport.driver(), topic.server("one"))) {
      assertThat(call(1)).isEqualTo(1);
      rabbit.node().deleteVirtualHost(virtualHost);
      expectSlowRefusal();
      rabbit.node().addVirtualHost(virtualHost);
      rabbit.node().allowWriting(user, virtualHost, ".*");
      expectCallsAgain();
      assertThat(server.waiting()).isPositive();
    }
  }

  @Test
  void withoutAChannelLeftAListenerIsRefusedAndTheOthersGoOn() {
    rabbit.node().limitChannels(4);
    try (EchoServer one = new EchoServer(transport.driver(), topic.server("one"));
        EchoServer two = new EchoServer(transport.driver(), topic.server("two"))) {
      assertThat(call(1)).isEqualTo(1);
      assertThat(
              Wire.failure(
                  transport
                      .driver()
                      .listen(new ListenRequest.Requests(topic.server("three"), 10))
                      .start(message -> {})))
          .isInstanceOf(BrokerUnreachableException.class)
          .hasMessageContaining("channel_max");
      assertThat(call(2)).isEqualTo(2);
      assertThat(one.waiting() + two.waiting()).isEqualTo(2);
    } finally {
      rabbit.node().limitChannels(2047);
    }
  }

  @Test
  void aListenerWithOtherFlagsCostsTheOthersNothing() throws IOException {
    String odd = "odd-" + unique;
    try (RawBroker raw = RawBroker.connect(rabbit.node(), virtualHost);
        EchoServer server = new EchoServer(transport.driver(), topic.server("one"))) {
      raw.channel().queueDeclare(odd, true, false, false, Map.of());
      assertThat(
              Wire.failure(
                  transport
                      .driver()
                      .listen(new ListenRequest.Requests(Target.topic(odd).server("s"), 10))
                      .start(message -> {})))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(odd);
      for (int i = 0; i < 20; i++) {
        assertThat(call(i)).isEqualTo(i);
      }
      assertThat(changes).noneMatch(change -> change.state() == State.RECOVERING);
      assertThat(server.waiting()).isEqualTo(20);
    }
  }

  private int call(int n) {
    return Wire.number(Wire.call(transport.driver(), topic, n, LONG));
  }

  private void expectSlowRefusal() {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> changes.stream().anyMatch(change -> change.state() == State.REFUSED));
    long begin = System.nanoTime();
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(Wire.failure(Wire.cast(transport.driver(), topic, 2, LONG)))
                    .isInstanceOf(BrokerUnreachableException.class));
    assertThat(Wire.elapsed(begin)).isLessThan(SOON);
    int before = proxy.accepted();
    // Two connections, each with a pause of at least two and a half seconds.
    Awaitility.await()
        .during(WATCHED)
        .atMost(WATCHED.plusSeconds(2))
        .until(() -> proxy.accepted() - before <= 4);
  }

  private void expectCallsAgain() {
    Awaitility.await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(
            () -> Wire.number(Wire.call(transport.driver(), topic, 5, Duration.ofSeconds(2))) == 5);
  }
}
