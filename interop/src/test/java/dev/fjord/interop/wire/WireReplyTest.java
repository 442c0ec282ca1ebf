package dev.fjord.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.rabbitmq.client.BuiltinExchangeType;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.rules.Rule;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.TypeRef;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a Java caller makes of the replies that others put on the wire. */
class WireReplyTest extends WireFixture {
  @RegisterExtension
  static final ExpectedLogs quiet =
      new ExpectedLogs("dev.fjord.rpc", "dev.fjord.notify", "dev.fjord.driver.amqp");

  private static final Map<String, CapturedMessage> CAPTURED = CapturedMessage.all();

  @Rule("reply.recorded")
  @Test
  void capturedRepliesAreUnderstood() throws Exception {
    CompletableFuture<Map<String, Object>> call =
        client().request("echo").callAsync(new TypeRef<Map<String, Object>>() {});
    Asked asked = asked();
    CAPTURED.get("reply").publishAsReplyTo(raw, asked.id(), asked.queue());
    assertThat(call.get(20, TimeUnit.SECONDS).get("kw"))
        .isEqualTo(Map.of("a", 1, "b", "h\u00e9llo", "c", Arrays.asList(1, 2.5, null, true)));

    CompletableFuture<Object> nothing = client().request("echo").callAsync(Object.class);
    asked = asked();
    CAPTURED.get("null-reply").publishAsReplyTo(raw, asked.id(), asked.queue());
    assertThat(nothing.get(20, TimeUnit.SECONDS)).isNull();

    CompletableFuture<Object> slept =
        client().monitor(Duration.ofSeconds(10)).request("slow").callAsync(Object.class);
    asked = asked();
    CAPTURED.get("heartbeat").publishAsReplyTo(raw, asked.id(), asked.queue());
    CAPTURED.get("heartbeat").publishAsReplyTo(raw, asked.id(), asked.queue());
    CAPTURED.get("monitored-reply").publishAsReplyTo(raw, asked.id(), asked.queue());
    assertThat(slept.get(20, TimeUnit.SECONDS)).isEqualTo("slept");
  }

  @Rule("failure.recorded")
  @ParameterizedTest
  @CsvSource({
    "error,          MyErr,        myapp.exc,                     default 1",
    "no-such-method, NoSuchMethod, oslo_messaging.rpc.dispatcher, Endpoint does not support RPC method nosuch",
  })
  void capturedErrorsAreUnderstood(String name, String type, String module, String text) {
    CompletableFuture<Object> call = client().request("echo").callAsync(Object.class);
    Asked asked = asked();
    CAPTURED.get(name).publishAsReplyTo(raw, asked.id(), asked.queue());
    RemoteErrorException e = failure(call);
    assertThat(e.type()).isEqualTo(type);
    assertThat(e.failure().module()).isEqualTo(module);
    assertThat(e.remoteMessage()).isEqualTo(text);
    assertThat(e.failure().traceback()).hasSizeGreaterThan(2);
    if (name.equals("error")) {
      assertThat(e.failure().kwargs()).isEqualTo(Map.of("a", 1, "b", "x"));
    }
  }

  @Test
  void aReplyInTwoMessagesIsOneResult() throws Exception {
    CompletableFuture<Object> call = client().request("echo").callAsync(Object.class);
    Asked asked = asked();
    reply(asked, "{\"result\": 7, \"failure\": null, \"ending\": false, \"_msg_id\": \"ID\"}");
    reply(asked, "{\"result\": null, \"failure\": null, \"ending\": true, \"_msg_id\": \"ID\"}");
    assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(7);
  }

  @Test
  void aReplyThatNobodyWaitsForChangesNothing() throws Exception {
    CompletableFuture<Object> call = client().request("echo").callAsync(Object.class);
    Asked asked = asked();
    String other = "{\"result\": 1, \"failure\": null, \"ending\": true, \"_msg_id\": \"other\"}";
    reply(asked, other);
    reply(asked, "{\"result\": 1, \"failure\": null, \"ending\": true}");
    reply(asked, "no JSON");
    reply(asked, "[]");
    reply(asked, "{\"result\": 2, \"failure\": null, \"ending\": true, \"_msg_id\": \"ID\"}");
    // The same id once more, as an upstream server may: nobody waits for it any longer.
    reply(asked, "{\"result\": 3, \"failure\": null, \"ending\": true, \"_msg_id\": \"ID\"}");
    assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(2);
  }

  @Test
  void aFailureWinsOverAResult() {
    CompletableFuture<Object> call = client().request("echo").callAsync(Object.class);
    reply(
        asked(),
        "{\"result\": 1, \"failure\": \"{\\\"class\\\": \\\"X\\\", \\\"tb\\\": null}\","
            + " \"ending\": true, \"_msg_id\": \"ID\"}");
    assertThat(failure(call).type()).isEqualTo("X");
  }

  @Rule("heartbeat.call-limit")
  @Test
  void aHeartbeatDoesNotExtendTheCallItself() {
    CompletableFuture<Object> call =
        client().timeout(Duration.ofMillis(500)).request("echo").callAsync(Object.class);
    reply(asked(), "{\"result\": null, \"failure\": null, \"ending\": false, \"_msg_id\": \"ID\"}");
    assertThat(call)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(MessagingTimeoutException.class);
  }

  /** What a caller asked for, taken from the wire by this test in place of a server. */
  private record Asked(String id, String queue) {}

  private Asked asked() {
    JsonNode request = inner(raw.await(topic, Bench.SOON));
    return new Asked(request.get("_msg_id").asString(), request.get("_reply_q").asString());
  }

  private void reply(Asked asked, String body) {
    raw.publishJson("", asked.queue(), body.replace("ID", asked.id()));
  }

  private RpcClient client() {
    raw.declareExchange("openstack", BuiltinExchangeType.TOPIC);
    raw.declareQueue(topic);
    raw.bind(topic, "openstack", topic);
    return bench.client();
  }

  private static RemoteErrorException failure(CompletableFuture<?> call) {
    ExecutionException e =
        catchThrowableOfType(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS));
    assertThat(e).isNotNull();
    return (RemoteErrorException) e.getCause();
  }
}
