package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange;
import dev.fjord.CoreOptions;
import dev.fjord.DeliveryException;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.interop.faults.Figure;
import dev.fjord.interop.rabbit.OwnRabbit;
import dev.fjord.interop.rabbit.QueueState;
import dev.fjord.interop.rabbit.RabbitNode;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.spi.Driver;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections, queues and the broker itself go away under a server and a client. */
@Timeout(180)
class RabbitRecoveryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final OwnRabbit rabbit = new OwnRabbit(RabbitNode.builder());

  private final Target topic = Target.topic("recovery-" + UUID.randomUUID());
  private Transport serving;
  private Transport calling;

  @BeforeEach
  void open() {
    String options = "?heartbeat_timeout_threshold=2";
    serving = Transport.builder().url(rabbit.url() + options).open();
    calling = Transport.builder().url(rabbit.url() + options).open();
  }

  @AfterEach
  void close() {
    calling.close();
    serving.close();
  }

  @Test
  void callsGoOnAfterAnOperatorClosedEveryConnection() {
    try (EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(call(1)).isEqualTo(1);
      rabbit.node().closeConnections("for a test");
      for (int i = 2; i < 20; i++) {
        assertThat(call(i)).isEqualTo(i);
      }
      assertThat(server.waiting()).isGreaterThanOrEqualTo(19);
    }
  }

  @Test
  void callsUnderWayWhileConnectionsAreClosedAllEnd() {
    try (EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(call(0)).isZero();
      List<CompletionStage<JsonText>> calls = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        calls.add(Wire.call(driver(), topic, i, Duration.ofSeconds(20)));
        if (i == 250) {
          rabbit.node().closeConnections("for a test");
        }
      }
      int answered = 0;
      for (CompletionStage<JsonText> call : calls) {
        if (Wire.await(call.handle((reply, failure) -> failure == null))) {
          answered++;
        }
      }
      // A request that was taken and lost its reply with the connection is unknown to its caller.
      assertThat(answered).isGreaterThan(300);
    }
  }

  @Test
  void aKilledBrokerThatComesBackIsUsedAgain() {
    try (EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(call(1)).isEqualTo(1);
      rabbit.node().kill9();
      CompletionStage<Void> during = Wire.cast(driver(), topic.fanout(), 2, PATIENCE);
      rabbit.node().restart();
      Wire.await(during);
      assertThat(Wire.callUntilServed(driver(), topic, 3)).isEqualTo(3);
      assertThat(server.waiting()).isPositive();
    }
  }

  @Test
  void aBrokerThatStopsAndStartsIsUsedAgain() {
    try (EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(call(1)).isEqualTo(1);
      rabbit.node().control("stop_app");
      rabbit.node().control("start_app");
      long begin = System.nanoTime();
      assertThat(Wire.callUntilServed(driver(), topic, 2)).isEqualTo(2);
      Figure.tell("served " + Wire.elapsed(begin).toMillis() + " ms after the start");
      assertThat(Wire.elapsed(begin)).isLessThan(Duration.ofSeconds(5));
      assertThat(server.waiting()).isPositive();
    }
  }

  @Test
  void aDeletedQueueIsDeclaredAndConsumedAgain() {
    try (EchoServer server = new EchoServer(serving.driver(), topic.server("one"));
        RawBroker raw = rabbit.raw()) {
      assertThat(call(1)).isEqualTo(1);
      raw.deleteQueue(topic.requireTopic());
      assertThat(Wire.callUntilServed(driver(), topic, 2)).isEqualTo(2);
      assertThat(server.waiting()).isEqualTo(2);
    }
  }

  @Test
  void aDeletedReplyQueueEndsPendingCallsAndServesNewOnes() {
    try (EchoServer server = new EchoServer(serving.driver(), topic.server("one"));
        RawBroker raw = rabbit.raw()) {
      assertThat(call(1)).isEqualTo(1);
      server.mute();
      long begin = System.nanoTime();
      CompletionStage<JsonText> pending = Wire.call(driver(), topic, 2, PATIENCE);
      server.next();
      server.next();
      String queue =
          rabbit.node().queues().keySet().stream()
              .filter(name -> name.startsWith("reply_"))
              .findFirst()
              .orElseThrow();
      raw.deleteQueue(queue);
      assertThat(Wire.failure(pending))
          .isInstanceOfSatisfying(
              DeliveryException.class,
              failure ->
                  assertThat(failure.retry()).isEqualTo(DeliveryException.Retry.MAY_DUPLICATE));
      assertThat(Wire.elapsed(begin)).isLessThan(Duration.ofSeconds(20));
    }
    try (EchoServer other = new EchoServer(serving.driver(), topic.server("two"))) {
      assertThat(call(3)).isEqualTo(3);
      assertThat(other.waiting()).isEqualTo(1);
    }
  }

  @Test
  void aListenerThatClosesTakesItsOwnQueueWithIt() {
    EchoServer server = new EchoServer(serving.driver(), topic.server("one"));
    assertThat(fanoutQueues()).isEqualTo(1);
    server.close();
    Awaitility.await().atMost(PATIENCE).until(() -> fanoutQueues() == 0);
    assertThat(rabbit.node().queues()).containsKey(topic.requireTopic());
  }

  @Test
  void aSilentBrokerIsNoticedAndUsedAgainWhenItSpeaks() {
    try (EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(call(1)).isEqualTo(1);
      rabbit.node().freeze();
      try {
        long begin = System.nanoTime();
        assertThat(Wire.failure(Wire.cast(driver(), topic, 2, Duration.ofSeconds(1)))).isNotNull();
        assertThat(Wire.elapsed(begin)).isLessThan(Duration.ofSeconds(10));
        // Longer than two heartbeats: both ends have given the connection up.
        assertThat(Wire.failure(Wire.cast(driver(), topic, 3, Duration.ofSeconds(7)))).isNotNull();
      } finally {
        rabbit.node().thaw();
      }
      assertThat(Wire.callUntilServed(driver(), topic, 4)).isEqualTo(4);
      assertThat(server.waiting()).isPositive();
    }
  }

  @Test
  void closeReturnsSoonOnASilentBroker() {
    Transport transport = Transport.builder().url(rabbit.url()).open();
    EchoServer server = new EchoServer(transport.driver(), topic.server("one"));
    Wire.await(Wire.call(transport.driver(), topic, 1, PATIENCE));
    rabbit.node().freeze();
    try {
      long begin = System.nanoTime();
      transport.close();
      assertThat(Wire.elapsed(begin)).isLessThan(Duration.ofSeconds(5));
    } finally {
      rabbit.node().thaw();
    }
    assertThat(server.waiting()).isEqualTo(1);
  }

  @Test
  void aMemoryAlarmEndsSendsByTheirTimeAndLetsThemThroughAfterwards() {
    try (EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(call(1)).isEqualTo(1);
      String before = rabbit.node().eval("vm_memory_monitor:get_vm_memory_high_watermark()");
      rabbit.node().eval("vm_memory_monitor:set_vm_memory_high_watermark(0.00001)");
      try {
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(Wire.failure(Wire.cast(driver(), topic, 2, Duration.ofMillis(500))))
                        .hasMessageContaining("blocks publishers"));
      } finally {
        rabbit.node().eval("vm_memory_monitor:set_vm_memory_high_watermark(" + before + ")");
      }
      assertThat(Wire.callUntilServed(driver(), topic, 3)).isEqualTo(3);
      assertThat(server.waiting()).isPositive();
    }
  }

  @Test
  void aDiskAlarmIsToldAndSendsGoThroughAfterwards() {
    List<ConnectionChange.State> states = new CopyOnWriteArrayList<>();
    calling.onConnectionChange(change -> states.add(change.state()));
    try (EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(call(1)).isEqualTo(1);
      String before = rabbit.node().eval("rabbit_disk_monitor:get_disk_free_limit()");
      rabbit.node().eval("rabbit_disk_monitor:set_disk_free_limit(1000000000000000)");
      CompletionStage<Void> held;
      try {
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(Wire.failure(Wire.cast(driver(), topic, 2, Duration.ofMillis(300))))
                        .hasMessageContaining("blocks publishers"));
        held = Wire.cast(driver(), topic, 3, PATIENCE);
        // The first notification of a transport needs a channel, which a blocked one never gets.
        CompletionStage<Void> first =
            driver()
                .send(
                    Target.topic("news.info"),
                    Wire.message(4),
                    new SendOptions(SendOptions.Kind.NOTIFICATION, Duration.ofMillis(300)));
        assertThat(Wire.failure(first)).hasMessageContaining("blocks publishers");
        assertThat(states).endsWith(ConnectionChange.State.BLOCKED);
      } finally {
        rabbit.node().eval("rabbit_disk_monitor:set_disk_free_limit(" + before + ")");
      }
      Wire.await(held);
      assertThat(call(5)).isEqualTo(5);
      assertThat(states)
          .endsWith(ConnectionChange.State.BLOCKED, ConnectionChange.State.UP)
          .doesNotContain(ConnectionChange.State.RECOVERING);
      assertThat(server.waiting()).isPositive();
    }
  }

  @Test
  void aDeletedExchangeIsDeclaredAgainByItsSender() throws IOException {
    Target news = Target.topic("news-" + UUID.randomUUID() + ".info").exchange("doomed");
    try (RawBroker raw = rabbit.raw()) {
      Wire.await(notify(news, 1));
      for (int i = 2; i < 4; i++) {
        raw.channel().exchangeDelete("doomed");
        Wire.await(notify(news, i));
      }
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> raw.ready(news.requireTopic()).equals(Optional.of(3)));
    }
  }

  @Test
  void aMessageOverTheLimitIsDroppedAndItsNeighboursAreServed() {
    try (Transport small =
            Transport.builder()
                .config(
                    FjordConfig.builder()
                        .set(CoreOptions.TRANSPORT_URL, rabbit.url())
                        .set(CoreOptions.MAX_MESSAGE_SIZE, "1000000")
                        .build())
                .open();
        RawBroker raw = rabbit.raw();
        EchoServer server = new EchoServer(small.driver(), topic.server("one"))) {
      for (int i = 0; i < 5; i++) {
        Wire.await(Wire.cast(driver(), topic, i, PATIENCE));
        raw.publishJson("", topic.requireTopic(), "{\"n\": \"" + "x".repeat(2_000_000) + "\"}");
      }
      assertThat(call(6)).isEqualTo(6);
      Awaitility.await().atMost(PATIENCE).until(() -> server.waiting() == 6);
      assertThat(rabbit.node().queues().get(topic.requireTopic()))
          .isEqualTo(new QueueState(0, 0, 1));
    }
  }

  private CompletionStage<Void> notify(Target to, int n) {
    return driver()
        .send(to, Wire.message(n), new SendOptions(SendOptions.Kind.NOTIFICATION, PATIENCE));
  }

  private Driver driver() {
    return calling.driver();
  }

  private int call(int n) {
    return Wire.number(Wire.call(driver(), topic, n, PATIENCE));
  }

  private long fanoutQueues() {
    return rabbit.node().queues().keySet().stream()
        .filter(name -> name.startsWith(topic.requireTopic() + "_fanout_"))
        .count();
  }
}
