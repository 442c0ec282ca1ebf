package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.desk.CapturedLog;
import dev.fjord.interop.rabbit.AmqpFrame;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.interop.rabbit.QueueState;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.OnNotification;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.transport.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that are lost in the middle of something: a publish, an answer, a recovery. */
class RabbitHalfDoneTest {
  private static final int TUNE = 10 << 16 | 30;
  private static final int TUNE_OK = 10 << 16 | 31;
  private static final int CONSUME = 60 << 16 | 20;
  private static final int ACK = 60 << 16 | 80;
  private static final Duration LONG = Duration.ofSeconds(30);

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();
  @RegisterExtension static final CapturedLog log = new CapturedLog("dev.fjord.driver.amqp");

  private final Target topic = Target.topic("half-" + UUID.randomUUID());
  private final List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
  private FaultProxy proxy;
  private Transport direct;

  @BeforeEach
  void open() {
    proxy = FaultProxy.before(rabbit.node().port());
    direct = Transport.open(rabbit.url());
  }

  @AfterEach
  void close() {
    direct.close();
    proxy.close();
  }

  @Test
  void aPublishWhoseConfirmIsLostIsSentAgainUnderItsIdAndServedOnce() {
    AtomicBoolean holding = new AtomicBoolean(true);
    AtomicInteger held = new AtomicInteger();
    proxy.fromBroker(
        frame -> {
          if (holding.get() && frame.classAndMethod() == ACK) {
            held.incrementAndGet();
            return Optional.empty();
          }
          return Optional.of(frame);
        });
    try (EchoServer server = new EchoServer(direct.driver(), topic.server("one"));
        Transport calling = Transport.open(through(""))) {
      CompletionStage<Void> cast = Wire.cast(calling.driver(), topic, 1, LONG);
      IncomingMessage first = server.next();
      assertThat(first.payload().field("n").map(JsonText::asString)).contains("1");
      Awaitility.await().atMost(LONG).until(() -> held.get() > 0);
      assertThat(cast.toCompletableFuture()).isNotDone();
      holding.set(false);
      proxy.reset();
      Wire.await(cast);
      assertThat(Wire.number(Wire.call(calling.driver(), topic, 2, LONG))).isEqualTo(2);
      assertThat(server.next().payload().field("n").map(JsonText::asString)).contains("2");
      assertThat(server.waiting()).as("copies of the cast").isZero();
    }
  }

  @Test
  void aConnectionLostBetweenMethodAndReplyCostsNoSecondRun() {
    try (Transport serving = Transport.open(through(""));
        EchoServer server = new EchoServer(serving.driver(), topic.server("one")).mute()) {
      CompletionStage<JsonText> call = Wire.call(direct.driver(), topic, 7, LONG);
      IncomingMessage taken = server.next();
      proxy.reset();
      Wire.await(taken.reply(EchoServer.echo(taken)));
      assertThat(Wire.number(call)).isEqualTo(7);
      assertThat(server.waiting()).as("second runs").isZero();
      // Its acknowledgement may have been lost as well: then it comes again and goes as a copy.
      Awaitility.await()
          .atMost(LONG)
          .until(
              () -> rabbit.node().queues(rabbit.virtualHost()).get(topic.requireTopic()),
              new QueueState(0, 0, 1)::equals);
      assertThat(server.waiting()).as("second runs").isZero();
    }
  }

  @Test
  void aNotificationWhoseAcknowledgementIsLostComesAgainAndSaysSo() throws Exception {
    Target news = Target.topic(topic.requireTopic() + "-news");
    Slow slow = new Slow();
    try (Transport listening = Transport.open(through(""));
        NotificationListener listener =
            NotificationListener.builder(listening, news).endpoint(slow).start()) {
      Wire.await(
          Notifier.of(direct, "test").topics(news).info(MessageContext.empty(), "counted", 1));
      assertThat(slow.arrived.await(20, TimeUnit.SECONDS)).isTrue();
      listening.onConnectionChange(changes::add);
      proxy.reset();
      // Before that, the acknowledgement would count as written, and the copy be known as one.
      Awaitility.await()
          .atMost(LONG)
          .until(() -> changes.stream().anyMatch(change -> change.state() == State.UP));
      slow.goOn.countDown();
      Awaitility.await().atMost(LONG).until(() -> slow.redelivered.size() == 2);
      assertThat(slow.redelivered).containsExactly(false, true);
      assertThat(slow.ids).containsOnly(slow.ids.get(0));
      Awaitility.await()
          .atMost(LONG)
          .until(
              () -> rabbit.node().queues(rabbit.virtualHost()).get(news.requireTopic() + ".info"),
              new QueueState(0, 0, 1)::equals);
      assertThat(listener.executor()).isEqualTo("hybrid");
    }
  }

  @Test
  void aLossInTheMiddleOfRecoveryLeavesEachConsumerOnce() {
    AtomicInteger consumes = new AtomicInteger();
    AtomicInteger cuts = new AtomicInteger();
    proxy.toBroker(
        frame -> {
          // The second of three consumers, three times over, once the server is up.
          if (frame.classAndMethod() == CONSUME && consumes.incrementAndGet() > 3) {
            if (consumes.get() % 2 == 1 && cuts.get() < 3) {
              cuts.incrementAndGet();
              proxy.reset();
              return Optional.empty();
            }
          }
          return Optional.of(frame);
        });
    try (Transport serving = Transport.open(through(""));
        EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(Wire.number(Wire.call(direct.driver(), topic, 1, LONG))).isEqualTo(1);
      proxy.reset();
      Awaitility.await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                assertThat(cuts).hasValue(3);
                Map<String, Integer> consumers = new HashMap<>();
                rabbit
                    .node()
                    .queues(rabbit.virtualHost())
                    .forEach(
                        (name, queue) -> {
                          if (name.startsWith(topic.requireTopic())) {
                            consumers.put(name, queue.consumers());
                          }
                        });
                assertThat(consumers).hasSize(3).allSatisfy((name, n) -> assertThat(n).isOne());
              });
      assertThat(Wire.number(Wire.call(direct.driver(), topic, 2, LONG))).isEqualTo(2);
      assertThat(server.waiting()).isEqualTo(2);
    }
  }

  @Test
  void anAcknowledgementOfWhatNeverWasCostsItsChannelAndNothingElse() throws Exception {
    AtomicBoolean forge = new AtomicBoolean();
    proxy.toBroker(
        frame ->
            frame.classAndMethod() == ACK && forge.getAndSet(false)
                ? Optional.of(
                    AmqpFrame.method(
                        frame.channel(),
                        ACK,
                        ByteBuffer.allocate(9).putLong(9_999).put((byte) 0).array()))
                : Optional.of(frame));
    try (Transport serving = Transport.open(through(""));
        EchoServer server = new EchoServer(serving.driver(), topic.server("one"));
        EchoServer other =
            new EchoServer(
                serving.driver(), Target.topic(topic.requireTopic() + "-2").server("o"))) {
      assertThat(Wire.number(Wire.call(direct.driver(), topic, 1, LONG))).isEqualTo(1);
      int connections = proxy.accepted();
      serving.onConnectionChange(changes::add);
      forge.set(true);
      assertThat(Wire.number(Wire.call(direct.driver(), topic, 2, LONG))).isEqualTo(2);
      Awaitility.await()
          .atMost(LONG)
          .ignoreExceptions()
          .until(
              () -> Wire.number(Wire.call(direct.driver(), topic, 3, Duration.ofSeconds(2))) == 3);
      assertThat(
              Wire.number(
                  Wire.call(
                      direct.driver(), topic.withTopic(topic.requireTopic() + "-2"), 4, LONG)))
          .isEqualTo(4);
      assertThat(proxy.accepted()).as("connections").isEqualTo(connections);
      assertThat(changes).noneMatch(change -> change.state() == State.RECOVERING);
      assertThat(server.waiting()).isPositive();
      assertThat(other.waiting()).isOne();
    }
  }

  @Test
  void theHeartbeatIsTheBrokersIfThatIsShorterAndNoneIsWarnedOf() {
    List<Integer> agreed = new CopyOnWriteArrayList<>();
    proxy.toBroker(
        frame -> {
          if (frame.classAndMethod() == TUNE_OK) {
            agreed.add((int) ByteBuffer.wrap(frame.payload()).getShort(10));
          }
          return Optional.of(frame);
        });
    for (int offered : new int[] {1, 0}) {
      offer(offered);
      for (int wanted : new int[] {60, 0}) {
        try (Transport calling =
            Transport.open(through("?heartbeat_timeout_threshold=" + wanted))) {
          calling.onConnectionChange(changes::add);
          Wire.await(Wire.cast(calling.driver(), topic.fanout(), 1, LONG));
          if (offered == 1) {
            // Both ends would have given up an idle connection without heartbeats by then.
            Awaitility.await().pollDelay(Duration.ofMillis(2_500)).until(() -> true);
          }
          assertThat(changes).noneMatch(change -> change.state() == State.RECOVERING);
        }
      }
    }
    // Offered 1: the shorter of the two, then the only one. Offered 0: the only one, then none.
    assertThat(agreed).containsExactly(1, 1, 60, 0);
    assertThat(log.warningsOf("no heartbeat")).hasSize(1);
  }

  @Test
  void headersThatAreNestedDeepOrLieHarmNobody() throws Exception {
    try (EchoServer server = new EchoServer(direct.driver(), topic.server("one"));
        RawBroker raw = rabbit.raw()) {
      Object nested = "deep";
      for (int i = 0; i < 30; i++) {
        nested = Map.of("x", nested);
      }
      raw.publish(
          "",
          topic.requireTopic(),
          RawBroker.json().builder().headers(Map.of("nested", nested)).build(),
          "{\"oslo.version\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(Wire.number(Wire.call(direct.driver(), topic, 3, LONG))).isEqualTo(3);
      assertThat(server.waiting()).isBetween(1, 2);
      assertThat(rabbit.node().queues(rabbit.virtualHost()).get(topic.requireTopic()))
          .isEqualTo(new QueueState(0, 0, 1));
    }
  }

  private void offer(int heartbeat) {
    proxy.fromBroker(
        frame -> {
          if (frame.classAndMethod() != TUNE) {
            return Optional.of(frame);
          }
          byte[] arguments = frame.payload().clone();
          ByteBuffer.wrap(arguments).putShort(10, (short) heartbeat);
          return Optional.of(new AmqpFrame(frame.type(), frame.channel(), arguments));
        });
  }

  private String through(String query) {
    return "rabbit://guest:guest@127.0.0.1:" + proxy.port() + "/" + rabbit.virtualHost() + query;
  }

  /** Holds its first notification until it is let go. */
  static final class Slow {
    final CountDownLatch arrived = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final List<Boolean> redelivered = new CopyOnWriteArrayList<>();
    final List<String> ids = new CopyOnWriteArrayList<>();

    @OnNotification
    public void take(Notification notification) throws InterruptedException {
      redelivered.add(notification.isRedelivered());
      ids.add(notification.messageId());
      arrived.countDown();
      boolean ignored = goOn.await(20, TimeUnit.SECONDS);
    }
  }
}
