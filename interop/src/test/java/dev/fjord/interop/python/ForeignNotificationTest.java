package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.desk.Letters;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.QueueState;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import dev.fjord.notify.Notification;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Notifications as third parties may write them, before a Python listener and before Java's under
 * each executor: both take the same, and reject the same.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Execution.class)
class ForeignNotificationTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.notify", "dev.fjord.driver.amqp");

  private static final String PYTHONS = "pythons";
  private static final String REJECTED = "rejected";
  private static PythonPeer python;

  @Parameter Execution execution;

  private final Letters letters = new Letters();
  private Bench bench;
  private RawBroker raw;

  @BeforeAll
  static void startPython() {
    DeadLetters.into(REJECTED, rabbit.node(), rabbit.virtualHost());
    python = PythonPeer.listener(rabbit.url(), PYTHONS).option("priorities", "info,error").start();
  }

  @AfterAll
  static void stopPython() {
    python.close();
  }

  @BeforeEach
  void listen() {
    bench = new Bench(Wire.RABBITMQ, rabbit);
    raw = bench.keep(rabbit.raw());
    raw.declareQueue(REJECTED);
    bench.listen(execution, letters);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Rule({
    "notification.v1",
    "notification.v2",
    "notification.context",
    "notification.unique-id-optional",
    "notification.payload-any"
  })
  @Test
  void formsThatAreTaken() throws Exception {
    for (String payload : new String[] {"{\"n\": [1, null]}", "7", "\"\u00fc\"", "null"}) {
      String inner = notification("one", payload);
      bothTake(ForeignMessage.of("bare", inner), payload);
      bothTake(ForeignMessage.enveloped("in an envelope", inner), payload);
      bothTake(
          ForeignMessage.of(
              "with what others add",
              inner.replace(
                  "{\"message_id",
                  "{\"odd\": 1, \"_unique_id\": \""
                      + payload.hashCode()
                      + bench.topic().requireTopic()
                      + "\", \"message_id")),
          payload);
    }
  }

  @Rule({"receive.reject", "properties.content-type", "envelope.version"})
  @Test
  void formsThatAreRejected() {
    String inner = notification("wrong", "1");
    Stream.of(
            ForeignMessage.of("no JSON", "no JSON"),
            ForeignMessage.of("text", inner).typed("text/plain"),
            ForeignMessage.of(
                "version 2.1", ForeignMessage.envelope(inner).replace("\"2.0\"", "\"2.1\"")))
        .forEach(
            message -> {
              for (String topic : new String[] {PYTHONS, bench.topic().requireTopic()}) {
                message.publish(raw, "openstack", topic + ".info");
                assertThat(raw.await(REJECTED, Bench.SOON).properties().getHeaders())
                    .as(topic + ": " + message)
                    .containsKey("x-death");
              }
            });
    assertThat(letters.size()).isZero();
  }

  /** Python keeps a copy unacknowledged until its channel ends. */
  @Rule({"notification.duplicate"})
  @Test
  void aCopyIsHandledOnceAndJavaAcknowledgesIt() throws Exception {
    String inner =
        notification("twice", "1")
            .replace(
                "{\"message_id",
                "{\"_unique_id\": \"" + bench.topic().requireTopic() + "\", \"message_id");
    for (int i = 0; i < 2; i++) {
      raw.publishJson("openstack", bench.topic().requireTopic() + ".info", inner);
    }
    assertThat(letters.next(Bench.SOON).eventType()).isEqualTo("twice");
    await()
        .atMost(Bench.SOON)
        .until(() -> state(bench.topic().requireTopic() + ".info").messages() == 0);
    assertThat(letters.size()).isZero();
  }

  private void bothTake(ForeignMessage message, String payload) throws Exception {
    String javaTopic = bench.topic().requireTopic();
    message.publish(raw, "openstack", javaTopic + ".info");
    Notification javas = letters.next(Bench.SOON);
    message.publish(raw, "openstack", PYTHONS + ".info");
    JsonNode pythons = python.awaitEvent("notification", Bench.SOON);
    assertThat(javas.eventType()).isEqualTo(pythons.get("event_type").asString());
    assertThat(javas.publisherId()).isEqualTo(pythons.get("publisher_id").asString());
    assertThat(javas.messageId()).isEqualTo(pythons.at("/metadata/message_id").asString());
    assertThat(javas.timestamp()).isEqualTo(pythons.at("/metadata/timestamp").asString());
    assertThat(javas.context().get("user_id")).contains(pythons.at("/ctxt/user_id").asString());
    assertThat(javas.payload(JsonNode.class)).as(payload).isEqualTo(pythons.get("payload"));
  }

  private static String notification(String eventType, String payload) {
    return "{\"message_id\": \"11111111-2222-3333-4444-555555555555\","
        + " \"publisher_id\": \"other.host\", \"event_type\": \""
        + eventType
        + "\", \"priority\": \"INFO\", \"payload\": "
        + payload
        + ", \"timestamp\": \"2026-11-22 07:08:48.314268\", \"_context_user_id\": \"u\"}";
  }

  private static QueueState state(String queue) {
    return rabbit.node().queues(rabbit.virtualHost()).get(queue);
  }
}
