package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.TransportUrl;
import dev.fjord.interop.desk.CapturedLog;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.ProviderLookup;
import dev.fjord.spi.SendOptions;
import dev.fjord.tck.ManualTimers;
import dev.fjord.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.message.Message;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no broker does when it is asked to: a peer that takes away, withholds and talks nonsense.
 */
@Timeout(60)
class Amqp1ScriptedTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Target TOPIC = Target.topic("scripted");
  private static final String REPLIES = "replies-of-somebody";
  private static final int SMALLEST_FRAME = 512;

  @RegisterExtension static final CapturedLog log = new CapturedLog("dev.fjord.driver.amqp");

  @ParameterizedTest
  @MethodSource("conditions")
  void aLinkThatIsTakenAwayIsAttachedAgain(String condition) {
    try (ScriptedBroker broker = ScriptedBroker.start();
        Transport transport = Transport.open(broker.url());
        EchoServer server = new EchoServer(transport.driver(), TOPIC.server("one"))) {
      serves(broker, 1);
      broker.detach(Amqp1ScriptedTest::isAnycast, condition);
      Awaitility.await().atMost(LONG).until(() -> broker.hasLink(Amqp1ScriptedTest::isAnycast));
      serves(broker, 2);
      assertThat(server.waiting()).isEqualTo(2);
    }
  }

  static List<String> conditions() {
    return List.of(
        "amqp:link:stolen",
        "amqp:resource-deleted",
        "amqp:link:detach-forced",
        "amqp:internal-error");
  }

  @Test
  void aSessionThatIsEndedIsBegunAgain() {
    try (ScriptedBroker broker = ScriptedBroker.start();
        Transport transport = Transport.open(broker.url());
        EchoServer server = new EchoServer(transport.driver(), TOPIC.server("one"))) {
      serves(broker, 1);
      broker.endSessions("amqp:session:window-violation");
      Awaitility.await().atMost(LONG).until(() -> broker.hasLink(Amqp1ScriptedTest::isAnycast));
      serves(broker, 2);
      assertThat(server.waiting()).isEqualTo(2);
    }
  }

  @Test
  void whatIsNoFrameEndsTheConnectionAndNothingElse() {
    try (ScriptedBroker broker = ScriptedBroker.start();
        Transport transport = Transport.open(broker.url());
        EchoServer server = new EchoServer(transport.driver(), TOPIC.server("one"))) {
      serves(broker, 1);
      int before = broker.accepted();
      broker.writeRaw("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Awaitility.await().atMost(LONG).until(() -> broker.accepted() > before);
      Awaitility.await().atMost(LONG).until(() -> broker.hasLink(Amqp1ScriptedTest::isAnycast));
      serves(broker, 2);
      assertThat(server.waiting()).isEqualTo(2);
    }
  }

  @Test
  void aSendWaitsForCreditForAsLongAsItMay() {
    ManualTimers timers = new ManualTimers();
    try (ScriptedBroker broker = ScriptedBroker.start(ScriptedBroker.Manners.ordinary().credit(0));
        Driver driver = driver(broker, timers)) {
      CompletionStage<Void> patient = notify(driver, "patient", Duration.ofSeconds(40));
      CompletionStage<Void> hasty = notify(driver, "hasty", Duration.ofSeconds(10));
      Awaitility.await().atMost(LONG).until(() -> broker.hasLink(each -> each.endsWith(".info")));
      timers.advance(Duration.ofSeconds(9));
      assertThat(hasty.toCompletableFuture()).isNotDone();
      timers.advance(Duration.ofSeconds(1));
      assertThat(Wire.failure(hasty)).isInstanceOf(FjordException.class);
      timers.advance(Duration.ofSeconds(20));
      assertThat(patient.toCompletableFuture()).isNotDone();
      broker.grant(each -> each.endsWith(".info"), 10);
      Wire.await(patient);
      assertThat(broker.next().text()).contains("patient");
    }
  }

  @Test
  void aLargeMessageTravelsInTheSmallestFrames() {
    String large = "x".repeat(200_000);
    ScriptedBroker.Manners small = ScriptedBroker.Manners.ordinary().maxFrameSize(SMALLEST_FRAME);
    try (ScriptedBroker broker = ScriptedBroker.start(small);
        Transport transport = Transport.open(broker.url() + "?max_frame_size=" + SMALLEST_FRAME);
        EchoServer server = new EchoServer(transport.driver(), TOPIC.server("one"))) {
      Wire.await(notify(transport.driver(), large, LONG));
      assertThat(broker.next().text()).contains(large);
      awaitServing(broker);
      broker.deliver(
          Amqp1ScriptedTest::isAnycast, request("{\"method\": \"m\", \"n\": \"" + large + "\"}"));
      assertThat(broker.next().text()).contains(large);
      assertThat(server.waiting()).isEqualTo(1);
    }
  }

  /** Longer than the memory that there would be, were it kept. */
  @Test
  void aMessageThatIsTooLongIsCountedWhileItComesAndRejected() {
    FjordConfig config = FjordConfig.defaults().with(CoreOptions.MAX_MESSAGE_SIZE, "100000");
    byte[] part = new byte[100_000];
    Arrays.fill(part, (byte) 'x');
    try (ScriptedBroker broker = ScriptedBroker.start();
        Transport transport = Transport.builder().config(config).url(broker.url()).open();
        EchoServer server = new EchoServer(transport.driver(), TOPIC.server("one"))) {
      awaitServing(broker);
      int connections = broker.accepted();
      for (int i = 0; i < 200; i++) {
        broker.deliverPart(Amqp1ScriptedTest::isAnycast, part);
      }
      broker.endPart(Amqp1ScriptedTest::isAnycast);
      assertThat(broker.nextOutcome()).isInstanceOf(Rejected.class);
      serves(broker, 1);
      assertThat(server.waiting()).isEqualTo(1);
      assertThat(broker.accepted()).isEqualTo(connections);
    }
  }

  @Test
  void whatIsNoMessageIsRejectedAndItsNeighboursAreServed() {
    try (ScriptedBroker broker = ScriptedBroker.start();
        Transport transport = Transport.open(broker.url());
        EchoServer server = new EchoServer(transport.driver(), TOPIC.server("one"))) {
      awaitServing(broker);
      int connections = broker.accepted();
      int n = 0;
      for (Map.Entry<String, byte[]> bad : badMessages().entrySet()) {
        broker.deliver(Amqp1ScriptedTest::isAnycast, bad.getValue());
        assertThat(broker.nextOutcome()).as(bad.getKey()).isInstanceOf(Rejected.class);
        serves(broker, ++n);
      }
      assertThat(server.waiting()).isEqualTo(n);
      assertThat(broker.accepted()).isEqualTo(connections);
    }
  }

  @Test
  void aReplyThatNobodyWaitsForIsReturnedAsUndeliverableHere() {
    try (ScriptedBroker broker = ScriptedBroker.start();
        Transport transport = Transport.open(broker.url())) {
      CompletionStage<JsonText> call = Wire.call(transport.driver(), TOPIC, 1, LONG);
      Message request = broker.next().message();
      for (Object id : new Object[] {"unknown", UnsignedLong.valueOf(7), null}) {
        broker.deliver(request.getReplyTo()::equals, reply(id, 5));
        assertThat(broker.nextOutcome())
            .isInstanceOfSatisfying(
                Modified.class,
                modified -> {
                  assertThat(modified.getDeliveryFailed()).isTrue();
                  assertThat(modified.getUndeliverableHere()).isTrue();
                });
      }
      broker.deliver(request.getReplyTo()::equals, reply(request.getMessageId(), 6));
      assertThat(Wire.number(call)).isEqualTo(6);
      assertThat(broker.nextOutcome()).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void aPasswordThatIsRefusedIsSaidAndNotTriedInAStorm() {
    ScriptedBroker.Manners strict = ScriptedBroker.Manners.ordinary().refusingPasswords();
    try (ScriptedBroker broker = ScriptedBroker.start(strict)) {
      String url = broker.url().replace("amqp://", "amqp://who:s3cret@");
      try (Transport transport = Transport.open(url)) {
        long begin = System.nanoTime();
        assertThat(Wire.failure(Wire.call(transport.driver(), TOPIC, 1, Duration.ofSeconds(3))))
            .isInstanceOf(BrokerUnreachableException.class)
            .hasMessageContaining("127.0.0.1:" + broker.port())
            .hasMessageNotContaining("s3cret");
        assertThat(Wire.elapsed(begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(broker.accepted()).isBetween(1, 12);
      }
    }
    assertThat(log.warningsOf("s3cret")).isEmpty();
  }

  /** A request whose reply somebody else waits for. */
  private static byte[] request(String body) {
    Message message = ScriptedBroker.message("{\"request\": " + body + ", \"context\": {}}");
    // Or else it would be taken for a copy.
    message.setMessageId(UUID.randomUUID().toString().replace("-", ""));
    message.setReplyTo(REPLIES);
    return ScriptedBroker.encoded(message);
  }

  private static byte[] reply(Object correlationId, int n) {
    Message message = ScriptedBroker.message("{\"response\": " + n + "}");
    message.setCorrelationId(correlationId);
    return ScriptedBroker.encoded(message);
  }

  private static Map<String, byte[]> badMessages() {
    Map<String, byte[]> bad = new LinkedHashMap<>();
    byte[] good = request("{\"method\": \"m\"}");
    bad.put("nothing", new byte[0]);
    bad.put("one byte", new byte[] {0});
    bad.put("a run of zeros", new byte[30_000]);
    bad.put("text", "{\"request\": {}}".getBytes(StandardCharsets.UTF_8));
    bad.put("cut short", Arrays.copyOf(good, good.length - 5));
    bad.put("something behind it", Arrays.copyOf(good, good.length + 3));
    bad.put("lists in lists", nested(3_000));
    bad.put("two bodies", joined(good, good));
    bad.put("a body of another type", ofBody(Map.of("request", "m")));
    bad.put("a number", ofBody(7));
    bad.put("no JSON", ofBody("{\"request\": "));
    bad.put("JSON that is no object", ofBody("[1]"));
    bad.put("no request", ofBody("{\"context\": {}}"));
    return bad;
  }

  private static byte[] ofBody(Object value) {
    Message message = ScriptedBroker.message("");
    message.setBody(new AmqpValue(value));
    return ScriptedBroker.encoded(message);
  }

  /** A body of lists, each of which holds the next; the engine could not even write it. */
  private static byte[] nested(int depth) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + depth * 9);
    bytes.put(new byte[] {0x00, 0x53, 0x77});
    for (int i = 0; i < depth; i++) {
      bytes.put((byte) 0xd0).putInt(bytes.remaining() - 5).putInt(1);
    }
    return bytes.put((byte) 0x45).array();
  }

  private static byte[] joined(byte[] one, byte[] two) {
    byte[] all = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, all, one.length, two.length);
    return all;
  }

  /** Whether a request is answered now. */
  private static void serves(ScriptedBroker broker, int n) {
    awaitServing(broker);
    broker.deliver(Amqp1ScriptedTest::isAnycast, request("{\"method\": \"m\", \"n\": " + n + "}"));
    assertThat(broker.nextOutcome()).isInstanceOf(Accepted.class);
    ScriptedBroker.Received reply = broker.next();
    assertThat(reply.address()).isEqualTo(REPLIES);
    assertThat(reply.text()).isEqualTo("{\"response\": " + n + "}");
  }

  private static void awaitServing(ScriptedBroker broker) {
    Awaitility.await().atMost(LONG).until(() -> broker.hasLink(Amqp1ScriptedTest::isAnycast));
  }

  private static boolean isAnycast(String address) {
    return address.contains("/anycast/");
  }

  private static Driver driver(ScriptedBroker broker, ManualTimers timers) {
    return ProviderLookup.drivers()
        .find("amqp")
        .open(TransportUrl.parse(broker.url()), new DriverSettings(FjordConfig.defaults(), timers));
  }

  private static CompletionStage<Void> notify(Driver driver, String text, Duration timeout) {
    return driver.send(
        Target.topic("news.info"),
        new OutgoingMessage(JsonText.of("{\"n\": \"" + text + "\"}"), MessageContext.empty()),
        new SendOptions(SendOptions.Kind.NOTIFICATION, timeout));
  }
}
