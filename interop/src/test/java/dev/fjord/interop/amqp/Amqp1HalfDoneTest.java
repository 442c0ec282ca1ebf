package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.artemis.SharedArtemis;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.interop.rabbit.QueueState;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections of AMQP 1.0 that are lost in the middle of something. */
@Timeout(60)
class Amqp1HalfDoneTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int LARGE = 1 << 20;
  private static final int ENOUGH_TO_FILL_SOCKETS = 12;

  @RegisterExtension static final SharedArtemis artemis = new SharedArtemis();

  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp");

  private final Target topic = Target.topic("half-" + UUID.randomUUID());
  private final List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
  private FaultProxy proxy;
  private Transport direct;

  @BeforeEach
  void open() {
    proxy = FaultProxy.beforeAny(artemis.broker().port());
    direct = Transport.open(artemis.url());
  }

  @AfterEach
  void close() {
    direct.close();
    proxy.close();
  }

  @Test
  void aConnectionLostBetweenMethodAndReplyCostsNoSecondRun() {
    try (Transport serving = Transport.open(through());
        EchoServer server = new EchoServer(serving.driver(), topic.server("one")).mute()) {
      CompletionStage<JsonText> call = Wire.call(direct.driver(), topic, 7, LONG);
      IncomingMessage taken = server.next();
      loseAndFindAgain(serving);
      Wire.await(taken.reply(EchoServer.echo(taken)));
      assertThat(Wire.number(call)).isEqualTo(7);
      // Its acknowledgement may have been lost as well: then it comes again and goes as a copy.
      awaitEmpty(topic.requireTopic());
      assertThat(server.waiting()).as("second runs").isZero();
    }
  }

  /** It does not say that it comes again, which this driver does not know. */
  @Test
  void aNotificationWhoseAcknowledgementIsLostComesAgain() throws Exception {
    Target news = Target.topic(topic.requireTopic() + "-news");
    RabbitHalfDoneTest.Slow slow = new RabbitHalfDoneTest.Slow();
    try (Transport listening = Transport.open(through());
        NotificationListener listener =
            NotificationListener.builder(listening, news).endpoint(slow).start()) {
      Wire.await(
          Notifier.of(direct, "test").topics(news).info(MessageContext.empty(), "counted", 1));
      assertThat(slow.arrived.await(20, TimeUnit.SECONDS)).isTrue();
      loseAndFindAgain(listening);
      slow.goOn.countDown();
      Awaitility.await().atMost(LONG).until(() -> slow.redelivered.size() == 2);
      assertThat(slow.ids).containsOnly(slow.ids.get(0));
      awaitEmpty(news.requireTopic() + ".info");
      assertThat(listener.executor()).isEqualTo("hybrid");
    }
  }

  /** The socket is full, so that the acknowledgement stays behind when the connection is lost. */
  @Test
  void aRequestWhoseAcknowledgementWasNotWrittenIsHandedOverAgain() throws Exception {
    BlockingQueue<IncomingMessage> taken = new LinkedBlockingQueue<>();
    try (Transport serving = Transport.open(through())) {
      Listener listener =
          serving.driver().listen(new ListenRequest.Requests(topic.server("one"), 10));
      Wire.await(listener.start(taken::add));
      listener.request(10);
      CompletionStage<JsonText> call = Wire.call(direct.driver(), topic, 7, LONG);
      IncomingMessage first = taken.poll(20, TimeUnit.SECONDS);
      assertThat(first).isNotNull();
      Wire.await(fill(serving));
      proxy.hush();
      List<CompletionStage<Void>> filling = new CopyOnWriteArrayList<>();
      for (int i = 0; i < ENOUGH_TO_FILL_SOCKETS; i++) {
        filling.add(fill(serving));
      }
      CompletionStage<Void> acknowledged = first.acknowledge();
      Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
      assertThat(acknowledged.toCompletableFuture()).isNotDone();
      proxy.reset();
      proxy.clear();
      assertThat(Wire.failure(acknowledged)).isInstanceOf(dev.fjord.DeliveryException.class);
      IncomingMessage again = taken.poll(20, TimeUnit.SECONDS);
      assertThat(again).as("the same request").isNotNull();
      Wire.await(again.acknowledge());
      Wire.await(again.reply(EchoServer.echo(again)));
      assertThat(Wire.number(call)).isEqualTo(7);
      filling.forEach(Wire::await);
      listener.close();
    }
  }

  /** Each byte count is in another place between the socket and the third link. */
  @Test
  void aLossInTheMiddleOfRecoveryLeavesEachConsumerOnce() {
    try (Transport serving = Transport.open(through());
        EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(Wire.number(Wire.call(direct.driver(), topic, 1, LONG))).isEqualTo(1);
      for (int bytes : new int[] {200, 400, 600, 800, 1_000}) {
        proxy.cutAfter(bytes);
        int before = proxy.accepted();
        proxy.reset();
        Awaitility.await().atMost(LONG).until(() -> proxy.accepted() > before + 1);
      }
      proxy.cutNoMore();
      proxy.reset();
      Awaitility.await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                assertThat(artemis.broker().subscribers()).isPositive();
                assertThat(queues(topic.requireTopic()))
                    .hasSize(2)
                    .allSatisfy((name, queue) -> assertThat(queue.consumers()).isOne());
              });
      assertThat(Wire.number(Wire.call(direct.driver(), topic, 2, LONG))).isEqualTo(2);
      Wire.await(Wire.cast(direct.driver(), topic.fanout(), 3, LONG));
      Awaitility.await().atMost(LONG).until(() -> server.waiting() >= 3);
      assertThat(Wire.number(Wire.call(direct.driver(), topic, 4, LONG))).isEqualTo(4);
      // With one copy of the fanout.
      Awaitility.await().atMost(LONG).until(() -> server.waiting() == 4);
    }
  }

  private void loseAndFindAgain(Transport transport) {
    transport.onConnectionChange(changes::add);
    proxy.reset();
    Awaitility.await()
        .atMost(LONG)
        .until(
            () ->
                changes.stream()
                    .map(ConnectionChange::state)
                    .toList()
                    .containsAll(List.of(State.RECOVERING, State.UP)));
  }

  private CompletionStage<Void> fill(Transport over) {
    String body = "{\"n\": \"" + "x".repeat(LARGE) + "\"}";
    return over.driver()
        .send(
            Target.topic(topic.requireTopic() + "-filling.info"),
            new OutgoingMessage(JsonText.of(body), MessageContext.empty()),
            new SendOptions(SendOptions.Kind.NOTIFICATION, LONG));
  }

  private void awaitEmpty(String topicOfQueue) {
    Awaitility.await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(queues(topicOfQueue).values())
                    .isNotEmpty()
                    .allSatisfy(queue -> assertThat(queue).isEqualTo(new QueueState(0, 0, 1))));
  }

  private static Map<String, QueueState> queues(String part) {
    return artemis.broker().queues().entrySet().stream()
        .filter(queue -> queue.getKey().contains(part))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private String through() {
    return artemis.url().replace(":" + artemis.broker().port(), ":" + proxy.port());
  }
}
