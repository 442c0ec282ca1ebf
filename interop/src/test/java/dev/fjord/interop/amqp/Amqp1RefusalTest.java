package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.message.Message;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer of AMQP 1.0 that says no: to connections, sessions, links and messages. */
@Timeout(60)
class Amqp1RefusalTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Target TOPIC = Target.topic("refused");
  private static final String REPLIES = "replies-of-somebody";

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp", "dev.fjord.rpc");

  private final ScriptedBroker broker = ScriptedBroker.start();

  @AfterEach
  void close() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"amqp:unauthorized-access", "amqp:precondition-failed", "amqp:resource-locked"})
  void anAddressThatIsRefusedIsAnErrorThatNamesItAndCostsTheOthersNothing(String condition) {
    try (Transport transport = Transport.open(broker.url())) {
      broker.obstacles().refuse(Amqp1RefusalTest::isRpc, condition);
      assertThat(Wire.failure(Wire.call(transport.driver(), TOPIC, 1, LONG)))
          .isInstanceOf(DeliveryException.class)
          .hasMessageContainingAll("/rpc/anycast/", TOPIC.requireTopic(), condition, "not for you");
      assertThatThrownBy(() -> new EchoServer(transport.driver(), TOPIC.server("one")))
          .hasMessageContainingAll(TOPIC.requireTopic(), condition);
      Wire.await(notify(transport, "others"));
      assertThat(broker.next().text()).contains("others");
      broker.obstacles().refuseNothing();
      CompletionStage<JsonText> call = Wire.call(transport.driver(), TOPIC, 2, LONG);
      answer(broker.next().message(), 2);
      assertThat(Wire.number(call)).isEqualTo(2);
      assertThat(broker.accepted()).as("connections").isOne();
    }
  }

  @Test
  void aBrokerThatTurnsAwayIsToldSoonAndAttemptsAreFew() {
    broker.obstacles().turnAway("amqp:not-found");
    try (Transport transport = Transport.open(broker.url() + "no-such-host?pseudo_vhost=false")) {
      long begin = System.nanoTime();
      assertThat(Wire.failure(Wire.call(transport.driver(), TOPIC, 1, LONG)))
          .isInstanceOf(BrokerUnreachableException.class)
          .hasMessageContaining("amqp:not-found");
      assertThat(Wire.elapsed(begin)).isLessThan(SOON);
      assertThat(broker.accepted()).isLessThan(3);
    }
  }

  @Test
  void whatDoesNotSpeakAmqp1IsToldByWhatItAnswers() {
    assertThat(failureOfWhatAnswers("AMQP\0\0\11\1"))
        .hasMessageContaining("AMQP 0-9-1 is spoken there, and not AMQP 1.0");
    assertThat(failureOfWhatAnswers("HTTP/1.1 400 Bad Request\r\n\r\n"))
        .hasMessageContaining("AMQP 1.0 is not spoken there");
  }

  private static Throwable failureOfWhatAnswers(String answer) {
    try (ForeignServer other = ForeignServer.answering(answer);
        Transport transport = Transport.open("amqp://127.0.0.1:" + other.port())) {
      return Wire.failure(
          Wire.call(transport.driver(), Target.topic("any"), 1, Duration.ofSeconds(2)));
    }
  }

  @Test
  void theReasonForWhichTheBrokerClosesAConnectionIsTold() {
    List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
    try (Transport transport = Transport.open(broker.url())) {
      transport.onConnectionChange(changes::add);
      Wire.await(notify(transport, "before"));
      broker.closeConnections("amqp:connection:forced", "maintenance");
      Awaitility.await().atMost(LONG).until(() -> broker.accepted() == 2);
      Wire.await(notify(transport, "after"));
      assertThat(changes)
          .anySatisfy(
              change -> {
                assertThat(change.state()).isEqualTo(State.RECOVERING);
                assertThat(change.cause()).contains("amqp:connection:forced", "maintenance");
                assertThat(change.broker()).isEqualTo("127.0.0.1:" + broker.port());
              });
    }
  }

  @Test
  void withoutASessionLeftWhatNeedsOneFailsAndTheOthersGoOn() {
    // Three for the server, one for replies, and one for what is sent.
    broker.obstacles().allowSessions(5);
    try (Transport transport = Transport.open(broker.url());
        EchoServer server = new EchoServer(transport.driver(), TOPIC.server("one"))) {
      CompletionStage<JsonText> call = Wire.call(transport.driver(), TOPIC, 2, LONG);
      answer(broker.next().message(), 2);
      assertThat(Wire.number(call)).isEqualTo(2);
      List<CompletionStage<JsonText>> many = new CopyOnWriteArrayList<>();
      for (int i = 0; i < 5; i++) {
        many.add(Wire.call(transport.driver(), Target.topic("more-" + i), i, SOON));
      }
      for (CompletionStage<JsonText> each : many) {
        assertThat(Wire.failure(each)).isInstanceOf(dev.fjord.FjordException.class);
      }
      assertThat(broker.accepted()).as("connections").isOne();
      deliver("{\"method\": \"m\", \"n\": 3}");
      assertThat(server.next().payload().field("n").map(JsonText::asString)).contains("3");
    }
  }

  @Test
  void aListenerThatNoSessionIsLeftForIsRefusedAndTheOthersGoOn() {
    broker.obstacles().allowSessions(2);
    try (Transport transport = Transport.open(broker.url())) {
      CompletionStage<JsonText> call = Wire.call(transport.driver(), TOPIC, 2, LONG);
      answer(broker.next().message(), 2);
      assertThat(Wire.number(call)).isEqualTo(2);
      assertThatThrownBy(() -> new EchoServer(transport.driver(), TOPIC.server("one")))
          .hasMessageContaining("sessions");
      call = Wire.call(transport.driver(), TOPIC, 3, LONG);
      answer(broker.next().message(), 3);
      assertThat(Wire.number(call)).isEqualTo(3);
      assertThat(broker.accepted()).as("connections").isOne();
    }
  }

  @Test
  void whatTheBrokerReturnsIsSentAgainWithinItsTime() {
    try (Transport transport = Transport.open(broker.url())) {
      broker.obstacles().sayNext(Released.getInstance());
      CompletionStage<Void> sent = notify(transport, "again");
      String first = broker.next().text();
      assertThat(broker.next().text()).isEqualTo(first).contains("again");
      Wire.await(sent);
      broker.obstacles().sayNext(Released.getInstance());
      CompletionStage<JsonText> call = Wire.call(transport.driver(), TOPIC, 5, LONG);
      Object id = broker.next().message().getMessageId();
      Message copy = broker.next().message();
      assertThat(copy.getMessageId()).isEqualTo(id);
      answer(copy, 5);
      assertThat(Wire.number(call)).isEqualTo(5);
    }
  }

  @Test
  void whatTheBrokerRejectsFailsWithItsReason() {
    try (Transport transport = Transport.open(broker.url())) {
      for (boolean isCall : new boolean[] {true, false}) {
        Rejected full = new Rejected();
        full.setError(ScriptedObstacles.error("amqp:resource-limit-exceeded", "the queue is full"));
        broker.obstacles().sayNext(full);
        CompletionStage<?> sent =
            isCall ? Wire.call(transport.driver(), TOPIC, 1, LONG) : notify(transport, "too much");
        assertThat(Wire.failure(sent))
            .isInstanceOf(DeliveryException.class)
            .hasMessageContainingAll("amqp:resource-limit-exceeded", "the queue is full");
      }
    }
  }

  @Test
  void whenOutcomesAreLostNotificationsAreSentAgainAndRequestsAreInDoubt() {
    broker.behave(ScriptedBroker.Manners.ordinary().silent());
    try (Transport transport = Transport.open(broker.url())) {
      CompletionStage<Void> sent = notify(transport, "in doubt");
      String text = broker.next().text();
      CompletionStage<JsonText> call = Wire.call(transport.driver(), TOPIC, 1, LONG);
      assertThat(broker.next().text()).contains("\"n\": 1");
      broker.behave(ScriptedBroker.Manners.ordinary());
      broker.cut();
      assertThat(Wire.failure(call))
          .isInstanceOfSatisfying(
              DeliveryException.class,
              failure -> assertThat(failure.retry()).isEqualTo(Retry.MAY_DUPLICATE));
      Wire.await(sent);
      assertThat(broker.next().text()).isEqualTo(text);
    }
  }

  @Test
  void aReplyAddressThatIsTakenAwayEndsItsCallsAtOnceAndTheNextIsAnswered() {
    try (Transport transport = Transport.open(broker.url())) {
      CompletionStage<JsonText> call = Wire.call(transport.driver(), TOPIC, 1, LONG);
      String address = broker.next().message().getReplyTo();
      broker.detach(address::equals, "amqp:resource-deleted");
      long begin = System.nanoTime();
      assertThat(Wire.failure(call))
          .isInstanceOfSatisfying(
              DeliveryException.class,
              failure -> assertThat(failure.retry()).isEqualTo(Retry.MAY_DUPLICATE));
      assertThat(Wire.elapsed(begin)).isLessThan(SOON);
      CompletionStage<JsonText> next = Wire.call(transport.driver(), TOPIC, 2, LONG);
      Message request = broker.next().message();
      assertThat(request.getReplyTo()).isNotEqualTo(address);
      answer(request, 2);
      assertThat(Wire.number(next)).isEqualTo(2);
    }
  }

  @Test
  void aSendersLinkThatIsTakenAwayIsAttachedAgainForTheNextMessage() {
    try (Transport transport = Transport.open(broker.url())) {
      for (int i = 0; i < 3; i++) {
        Wire.await(notify(transport, "number " + i));
        // What was on its way while the link was taken away comes twice.
        String text = "number " + i;
        Awaitility.await().atMost(LONG).until(() -> broker.next().text().contains(text));
        broker.detach(address -> address.endsWith(".info"), "amqp:resource-deleted");
      }
      assertThat(broker.accepted()).as("connections").isOne();
    }
  }

  @Test
  void whatIsNoRequestButHasAReplyAddressIsATypedError() {
    try (Transport transport = Transport.open(broker.url());
        RpcServer server =
            RpcServer.builder(transport, TOPIC.server("one")).endpoint(new Counting()).start()) {
      for (String bad :
          List.of(
              "{\"args\": {\"n\": 1}}",
              "{\"method\": 7, \"args\": {}}",
              "{\"method\": \"triple\", \"args\": [1]}",
              "{\"method\": \"triple\", \"args\": {\"n\": 1}, \"version\": \"1.x\"}",
              "{\"method\": \"triple\", \"args\": {\"n\": \"x\"}}")) {
        deliver(bad);
        assertThat(broker.next().text()).as(bad).contains("\"failure\"");
      }
      deliver("{\"method\": \"triple\", \"args\": {\"n\": 2}}");
      assertThat(broker.next().text()).isEqualTo("{\"response\": 6}");
      assertThat(server.executor()).isEqualTo("hybrid");
    }
  }

  private void deliver(String request) {
    Message message = ScriptedBroker.message("{\"request\": " + request + ", \"context\": {}}");
    message.setMessageId(UUID.randomUUID().toString().replace("-", ""));
    message.setReplyTo(REPLIES);
    broker.deliver(address -> address.contains("/anycast/"), ScriptedBroker.encoded(message));
    assertThat(broker.nextOutcome()).isInstanceOf(Accepted.class);
  }

  private void answer(Message request, int n) {
    Message reply = ScriptedBroker.message("{\"response\": " + n + "}");
    reply.setCorrelationId(request.getMessageId());
    broker.deliver(request.getReplyTo()::equals, ScriptedBroker.encoded(reply));
  }

  private static boolean isRpc(String address) {
    return address.contains("/rpc/anycast/");
  }

  private static CompletionStage<Void> notify(Transport over, String text) {
    return over.driver()
        .send(
            Target.topic("news.info"),
            new OutgoingMessage(JsonText.of("{\"n\": \"" + text + "\"}"), MessageContext.empty()),
            new SendOptions(SendOptions.Kind.NOTIFICATION, LONG));
  }
}
