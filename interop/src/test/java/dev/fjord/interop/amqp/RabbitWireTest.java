package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.RawMessage;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What raw peers send and see. */
class RabbitWireTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private final String name = "wire-" + UUID.randomUUID();
  private final Target topic = Target.topic(name);
  private Transport transport;
  private RawBroker raw;

  @BeforeEach
  void open() {
    transport = Transport.builder().url(rabbit.url()).open();
    raw = rabbit.raw();
  }

  @AfterEach
  void close() {
    raw.close();
    transport.close();
  }

  @Test
  void whatIsNoMessageIsRejectedAndHarmsNobody() {
    try (EchoServer server = new EchoServer(transport.driver(), topic.server("one"))) {
      raw.publishJson("openstack", name, "{");
      raw.publishJson("openstack", name, "[]");
      raw.publishJson("openstack", name, "{\"oslo.version\": \"2.1\", \"oslo.message\": \"{}\"}");
      AMQP.BasicProperties text =
          new AMQP.BasicProperties.Builder().contentType("text/plain").build();
      raw.publish("openstack", name, text, "{}".getBytes(StandardCharsets.UTF_8));
      raw.publish(
          "openstack",
          name,
          RawBroker.json().builder().headers(Map.of("compression", "application/x-gzip")).build(),
          new byte[] {1, 2, 3});
      assertThat(Wire.number(Wire.call(transport.driver(), topic, 7, LONG))).isEqualTo(7);
      assertThat(server.waiting()).isEqualTo(1);
      assertThat(raw.ready(name)).contains(0);
    }
  }

  @Test
  void aMessageWithoutEnvelopeIsServed() {
    try (EchoServer server = new EchoServer(transport.driver(), topic.server("one"))) {
      raw.declareQueue("answers-" + name);
      raw.publishJson(
          "openstack",
          name,
          "{\"method\": \"m\", \"n\": 5, \"_msg_id\": \"any\", \"_reply_q\": \"answers-"
              + name
              + "\"}");
      RawMessage reply = raw.await("answers-" + name, LONG);
      assertThat(reply.text()).contains("result").contains("5").contains("any");
      assertThat(server.next().expectsReply()).isTrue();
    }
  }

  @Test
  void aCopyIsServedOnce() {
    try (EchoServer server = new EchoServer(transport.driver(), topic.server("one"))) {
      String copy = "{\"method\": \"m\", \"n\": 1, \"_unique_id\": \"same\"}";
      raw.publishJson("openstack", name, copy);
      raw.publishJson("openstack", name, copy);
      raw.publishJson("openstack", name, copy.replace("same", "other"));
      server.next();
      IncomingMessage second = server.next();
      assertThat(second.payload().field("n").map(JsonText::asString)).contains("1");
      assertThat(Wire.number(Wire.call(transport.driver(), topic, 7, LONG))).isEqualTo(7);
      assertThat(server.waiting()).isEqualTo(1);
    }
  }

  @Test
  void aReplyToACallerWhoIsGoneDelaysNobody() {
    try (EchoServer server = new EchoServer(transport.driver(), topic.server("one"))) {
      for (int i = 0; i < 200; i++) {
        raw.publishJson(
            "openstack",
            name,
            "{\"method\": \"m\", \"n\": 1, \"_msg_id\": \"x\", \"_reply_q\": \"reply_gone\"}");
      }
      long begin = System.nanoTime();
      assertThat(Wire.number(Wire.call(transport.driver(), topic, 7, LONG))).isEqualTo(7);
      assertThat(Wire.elapsed(begin)).isLessThan(Duration.ofSeconds(20));
      assertThat(server.next()).isNotNull();
    }
  }

  @Test
  void aReplyQueueThatComesBackGetsItsReply() {
    try (EchoServer server = new EchoServer(transport.driver(), topic.server("one"))) {
      String queue = "reply_late_" + name;
      raw.publishJson(
          "openstack",
          name,
          "{\"method\": \"m\", \"n\": 1, \"_msg_id\": \"x\", \"_reply_q\": \"" + queue + "\"}");
      server.next();
      raw.declareQueue(queue);
      assertThat(raw.await(queue, LONG)).isNotNull();
    }
  }

  @Test
  void aReplyInTwoMessagesIsOneResult() throws IOException {
    raw.declareExchange("openstack", BuiltinExchangeType.TOPIC);
    String queue = raw.bindCapture("openstack", name);
    CompletionStage<JsonText> call = Wire.call(transport.driver(), topic, 1, LONG);
    String request = raw.await(queue, LONG).text();
    String id = request.replaceAll("(?s).*_msg_id\\\\\": \\\\\"([0-9a-f]{32}).*", "$1");
    String replyQueue = request.replaceAll("(?s).*(reply_[0-9a-f]{32}).*", "$1");
    String reply = "{\"_msg_id\": \"" + id + "\", \"failure\": null, ";
    raw.publishJson("", replyQueue, reply + "\"result\": 42, \"ending\": false}");
    raw.publishJson("", replyQueue, reply + "\"result\": null, \"ending\": true}");
    assertThat(Wire.number(call)).isEqualTo(42);
  }

  @Test
  void aFailureWinsOverAResult() throws IOException {
    raw.declareExchange("openstack", BuiltinExchangeType.TOPIC);
    String queue = raw.bindCapture("openstack", name);
    CompletionStage<JsonText> call = Wire.call(transport.driver(), topic, 1, LONG);
    String request = raw.await(queue, LONG).text();
    String id = request.replaceAll("(?s).*_msg_id\\\\\": \\\\\"([0-9a-f]{32}).*", "$1");
    String replyQueue = request.replaceAll("(?s).*(reply_[0-9a-f]{32}).*", "$1");
    raw.publishJson(
        "",
        replyQueue,
        "{\"_msg_id\": \""
            + id
            + "\", \"failure\": \"{\\\"class\\\": \\\"E\\\"}\", \"result\": 1, \"ending\": true}");
    assertThat(Wire.failure(call))
        .isInstanceOfSatisfying(
            RemoteErrorException.class, failure -> assertThat(failure.type()).isEqualTo("E"));
  }

  @Test
  void aRequestCarriesItsTimeAndNothingElseThatOsloDoesNot() throws IOException {
    raw.declareExchange("openstack", BuiltinExchangeType.TOPIC);
    String queue = raw.bindCapture("openstack", name);
    CompletionStage<JsonText> first = Wire.call(transport.driver(), topic, 0, LONG);
    assertThat(raw.await(queue, LONG).text()).contains("_reply_q");
    // The first had to wait for its connection, which is taken off its time.
    CompletionStage<JsonText> call =
        Wire.call(transport.driver(), topic, 1, Duration.ofMillis(7_250));
    RawMessage request = raw.await(queue, LONG);
    assertThat(request.properties())
        .isEqualTo(RawBroker.json().builder().expiration("7250").build());
    assertThat(Wire.failure(call)).isInstanceOf(MessagingTimeoutException.class);
    assertThat(first.toCompletableFuture()).isNotDone();
  }

  @Test
  void heartbeatsKeepAMonitoredCallAliveUntilItsReply() {
    try (EchoServer server = new EchoServer(transport.driver(), topic.server("one")).mute()) {
      CompletionStage<JsonText> call =
          transport
              .driver()
              .call(
                  topic,
                  Wire.message(3),
                  CallOptions.within(LONG).monitoredEvery(Duration.ofSeconds(2)))
              .reply();
      IncomingMessage message = server.next();
      long begin = System.nanoTime();
      Duration interval = message.heartbeatInterval().orElseThrow();
      Awaitility.await()
          .atMost(LONG)
          .pollInterval(interval)
          .until(
              () -> {
                assertThat(Wire.await(message.heartbeat())).isTrue();
                return Wire.elapsed(begin).compareTo(Duration.ofSeconds(5)) > 0;
              });
      assertThat(call.toCompletableFuture()).isNotDone();
      message.reply(EchoServer.echo(message));
      assertThat(Wire.number(call)).isEqualTo(3);
    }
  }
}
