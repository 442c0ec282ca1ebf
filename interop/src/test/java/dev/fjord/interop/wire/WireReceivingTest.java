package dev.fjord.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.BlockingDesk;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Letters;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rules.Rule;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What a Java server and a Java listener make of what others put on the wire: captured messages,
 * odd ones, wrong ones.
 */
class WireReceivingTest extends WireFixture {
  @RegisterExtension
  static final ExpectedLogs quiet =
      new ExpectedLogs("dev.fjord.rpc", "dev.fjord.notify", "dev.fjord.driver.amqp");

  private static final Map<String, CapturedMessage> CAPTURED = CapturedMessage.all();

  /** What the captured requests were for. */
  @Endpoint(namespace = "ns", version = "1.2")
  static final class CapturedServer {
    private final BlockingDesk desk;

    CapturedServer(BlockingDesk desk) {
      this.desk = desk;
    }

    @RpcMethod
    Map<String, Object> echo(MessageContext context, int a, String b, List<Object> c) {
      return Map.of("ctxt", context.asMap(), "kw", Map.of("a", a, "b", b, "c", c));
    }

    @RpcMethod
    String slow(int s) {
      return "slept";
    }

    @RpcMethod
    void note(int x, MessageContext context) {
      desk.record(x, context);
    }
  }

  /** What the captured request without namespace and arguments was for. */
  static final class CapturedBareServer {
    private final BlockingDesk desk;

    CapturedBareServer(BlockingDesk desk) {
      this.desk = desk;
    }

    @RpcMethod
    void note(MessageContext context) {
      desk.record(null, context);
    }
  }

  @Rule("request.recorded")
  @Test
  void capturedRequestsAreUnderstood() throws Exception {
    CapturedMessage call = CAPTURED.get("call");
    String replies = CAPTURED.get("reply").routingKey();
    raw.declareQueue(replies);
    serveCaptured();

    call.publish(raw);
    JsonNode reply = inner(raw.await(replies, Bench.SOON));
    JsonNode expected = inner(CAPTURED.get("reply").body());
    assertThat(reply.at("/result/kw")).isEqualTo(expected.at("/result/kw"));
    assertThat(reply.at("/result/ctxt/nested")).isEqualTo(expected.at("/result/ctxt/nested"));
    assertThat(reply.at("/result/ctxt/user_id").asString()).isEqualTo("u1");
    assertThat(reply.get("_msg_id")).isEqualTo(expected.get("_msg_id"));

    CAPTURED.get("monitored-call").publish(raw);
    assertThat(inner(raw.await(replies, Bench.SOON)).get("result").asString()).isEqualTo("slept");

    CAPTURED.get("cast-with-context").publish(raw);
    Ledger.Entry note = ledger.next(Bench.SOON);
    assertThat(note.value()).isEqualTo(1);
    assertThat(note.context().asMap()).containsEntry("nested", Map.of("k", 1));
    CAPTURED.get("cast-to-server").publish(raw);
    assertThat(ledger.next(Bench.SOON).value()).isEqualTo(2);
    CAPTURED.get("fanout").publish(raw);
    assertThat(ledger.next(Bench.SOON).value()).isEqualTo(3);
    CAPTURED.get("bare-cast").publish(raw);
    assertThat(ledger.next(Bench.SOON).value()).isNull();
    raw.deleteQueue(replies);
  }

  @Rule("notification.recorded")
  @Test
  void capturedNotificationsAreUnderstood() throws Exception {
    Letters letters = new Letters();
    bench.keep(
        NotificationListener.builder(bench.transport(), Target.topic("notifications"))
            .endpoint(Execution.BLOCKING_METHODS_ON_HYBRID.mailbox(letters))
            .executor("hybrid")
            .start());
    CAPTURED.get("notification-v1").publish(raw);
    Notification first = letters.next(Bench.SOON);
    assertThat(first.priority()).isEqualTo(Priority.INFO);
    assertThat(first.eventType()).isEqualTo("compute.instance.create.end");
    assertThat(first.messageId()).isEqualTo("1e80ba51-106d-486c-a54e-72e14aac5f18");
    assertThat(first.timestamp()).isEqualTo("2026-11-22 07:08:48.314268");
    assertThat(first.payload(Object.class))
        .isEqualTo(Map.of("instance_id", 12, "when", "2020-01-02T03:04:05.000678"));
    CAPTURED.get("notification-v2").publish(raw);
    Notification second = letters.next(Bench.SOON);
    assertThat(second.priority()).isEqualTo(Priority.ERROR);
    assertThat(second.publisherId()).isEqualTo("compute.host1");
    assertThat(second.context().asMap()).isEqualTo(Map.of("user_id", "u", "request_id", "req-9"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"method\": \"record\", \"args\": {\"value\": 5}}",
        "{\"oslo.version\": \"2.0\", \"oslo.message\": \"{\\\"method\\\": \\\"record\\\","
            + " \\\"args\\\": {\\\"value\\\": 5}, \\\"odd\\\": [1]}\"}",
        "{ \"oslo.message\" :\"{\\\"args\\\":{\\\"value\\\":5},\\\"method\\\":\\\"rec\\u006frd\\\"}\","
            + "\"oslo.version\":\"2.0\" }",
      })
  void aRequestInAnyFormThatPythonTakesIsTaken(String body) throws Exception {
    serve();
    raw.publishJson("openstack", topic, body);
    assertThat(ledger.next(Bench.SOON).value()).isEqualTo(5);
    BasicProperties plain = new BasicProperties.Builder().contentType("application/json").build();
    raw.publish("openstack", topic, plain, body.getBytes(StandardCharsets.UTF_8));
    assertThat(ledger.next(Bench.SOON).value()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[1]",
        "\"text\"",
        "{\"method\": \"record\"",
        "{\"method\": \"record\", \"args\": {\"value\": 1}} more",
        "{\"oslo.version\": \"2.1\", \"oslo.message\": \"{\\\"method\\\": \\\"record\\\","
            + " \\\"args\\\": {\\\"value\\\": 1}}\"}",
        "{\"oslo.version\": \"1.0\", \"oslo.message\": \"{\\\"method\\\": \\\"record\\\","
            + " \\\"args\\\": {\\\"value\\\": 1}}\"}",
        "{\"oslo.version\": 2.0, \"oslo.message\": \"{}\"}",
        "{\"oslo.version\": \"2.0\", \"oslo.message\": {\"method\": \"record\","
            + " \"args\": {\"value\": 1}}}",
        "{\"oslo.version\": \"2.0\", \"oslo.message\": \"[]\"}",
        "{\"oslo.version\": \"2.0\", \"oslo.message\": \"\"}",
        "{\"oslo.version\": \"2.0\", \"oslo.message\": null}",
      })
  void aMessageThatCannotBeReadIsDroppedAndTheServerLives(String body) throws Exception {
    serve();
    raw.publishJson("openstack", topic, body);
    assertThatItWasDropped();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "APPLICATION/JSON", "application/json; charset=utf-8", ""})
  void aMessageOfAnotherContentTypeIsDropped(String type) throws Exception {
    serve();
    BasicProperties properties =
        RawBroker.json().builder().contentType(type.isEmpty() ? null : type).build();
    raw.publish(
        "openstack",
        topic,
        properties,
        "{\"method\": \"record\", \"args\": {\"value\": 1}}".getBytes(StandardCharsets.UTF_8));
    assertThatItWasDropped();
  }

  @Rule("receive.size-limit")
  @Test
  void aMessageOverTheSizeLimitIsDropped() throws Exception {
    var small =
        bench.openAnother(FjordConfig.defaults().with(CoreOptions.MAX_MESSAGE_SIZE, "8192"));
    bench.keep(
        RpcServer.builder(small, bench.topic().server("s1"))
            .endpoint(Execution.BLOCKING_METHODS_ON_HYBRID.desk(ledger))
            .executor("hybrid")
            .start());
    raw.publishJson(
        "openstack",
        topic,
        "{\"method\": \"record\", \"args\": {\"value\": \"" + "x".repeat(9_000) + "\"}}");
    assertThatItWasDropped();
  }

  @Rule("receive.duplicate")
  @Test
  void aCopyOfARequestIsDroppedUntilItsIdIsOld() throws Exception {
    serve();
    String request = "{\"method\": \"record\", \"args\": {\"value\": 1}, \"_unique_id\": \"same\"}";
    raw.publishJson("openstack", topic, request);
    raw.publishJson("openstack", topic, request);
    raw.publishJson("openstack", topic + ".s1", request);
    raw.publishJson("openstack", topic, request.replace("same", "another"));
    ledger.next(Bench.SOON);
    ledger.next(Bench.SOON);
    assertThatNothingIsLeft();
    assertThat(ledger.size()).isZero();
  }

  /** Python remembers sixteen. */
  @Rule("receive.duplicate-window")
  @Test
  void aCopyIsKnownAfterAThousandOthers() throws Exception {
    serve();
    String request = "{\"method\": \"record\", \"args\": {\"value\": 1}, \"_unique_id\": \"N\"}";
    for (int i = 0; i <= 1_000; i++) {
      raw.publishJson("openstack", topic, request.replace("N", "id-" + i));
    }
    for (int i = 0; i <= 1_000; i++) {
      ledger.next(Bench.SOON);
    }
    raw.publishJson("openstack", topic, request.replace("N", "id-0"));
    assertThatItWasDropped();
    assertThat(ledger.size()).isZero();
  }

  private void serve() {
    bench.serve(Execution.BLOCKING_METHODS_ON_HYBRID, "s1", ledger);
  }

  private void serveCaptured() {
    BlockingDesk desk = new BlockingDesk(ledger);
    bench.keep(
        RpcServer.builder(bench.transport(), Target.topic("topicA").server("server1"))
            .endpoint(new CapturedServer(desk))
            .endpoint(new CapturedBareServer(desk))
            .executor("hybrid")
            .start());
  }

  private void assertThatItWasDropped() throws InterruptedException {
    bench.client().request("record").arg("value", "next").cast();
    assertThat(ledger.next(Bench.SOON).value()).isEqualTo("next");
    assertThatNothingIsLeft();
  }

  private void assertThatNothingIsLeft() {
    await()
        .atMost(Bench.SOON)
        .until(() -> rabbit.node().queues(rabbit.virtualHost()).get(topic).messages() == 0);
  }
}
