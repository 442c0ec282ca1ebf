package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.BuiltinExchangeType;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replies as third parties may write them, sent to a Python caller and to a Java caller: both make
 * the same of them.
 */
class ForeignReplyTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp");

  private static final String TOPIC = "raw";
  private static final String LAST = "\"ending\": true, \"_msg_id\": \"ID\"";
  private static final String GOOD = "{\"result\": 7, \"failure\": null, " + LAST + "}";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static PythonPeer python;
  private static JavaSide java;

  private RawBroker raw;

  @BeforeAll
  static void start() {
    python = PythonPeer.client(rabbit.url()).start();
    java = new JavaSide(rabbit.url(), Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    python.close();
    java.close();
  }

  @BeforeEach
  void open() {
    raw = rabbit.raw();
    raw.declareExchange("openstack", BuiltinExchangeType.TOPIC);
    raw.declareQueue(TOPIC);
    raw.bind(TOPIC, "openstack", TOPIC);
  }

  @AfterEach
  void close() {
    raw.close();
  }

  @Rule({
    "reply.without-envelope",
    "reply.unknown-keys",
    "reply.result-absent",
    "reply.two-messages",
    "reply.heartbeat-then-result",
    "reply.unknown-msg-id",
    "reply.same-unique-id",
    "reply.unique-id-optional",
  })
  @Test
  void formsOfAResult() throws Exception {
    bothSee("7", enveloped(GOOD));
    bothSee("7", ForeignMessage.of("1.0 format", GOOD));
    bothSee("7", enveloped(GOOD.replace("{", "{\"odd\": [1, {}], ")));
    bothSee("null", enveloped("{\"failure\": null, " + LAST + "}"));
    bothSee(
        "7",
        enveloped(GOOD.replace("true", "false")),
        enveloped("{\"result\": null, \"failure\": null, " + LAST + "}"));
    bothSee(
        "7", enveloped(GOOD.replace("ID", "of somebody else").replace("7", "8")), enveloped(GOOD));
    String sameId = GOOD.replace("{", "{\"_unique_id\": \"the same\", ");
    bothSee("7", enveloped(sameId));
    bothSee("7", enveloped(sameId));
  }

  @Rule({"reply.failure-wins", "failure.missing-keys", "failure.traceback-text"})
  @Test
  void formsOfAFailure() throws Exception {
    bothSee("failure Full", failed("{\"result\": 7, ", "\"class\": \"Full\", \"module\": \"m\""));
    bothSee("failure Full", failed("{", "\"class\": \"Full\""));
    bothSee(
        "failure Full", failed("{", "\"class\": \"Full\", \"module\": \"m\", \"tb\": \"text\""));
    bothSee("failure ", failed("{", "\"module\": \"m\""));
  }

  @Rule({"failure.exceptions-module", "failure.builtins"})
  @Test
  void aBuiltInErrorIsOneOnBothSides() throws Exception {
    for (String module : new String[] {"builtins", "exceptions"}) {
      ForeignMessage reply =
          failed(
              "{",
              "\"class\": \"ValueError\", \"module\": \""
                  + module
                  + "\", \"message\": \"no\", \"args\": [\"no\"], \"kwargs\": {}, \"tb\": []");
      assertThat(pythons(reply)).isEqualTo("ValueError");
      assertThat(javas(reply)).isEqualTo("failure ValueError");
    }
  }

  @Rule({"reply.ending-required", "reply.rejected"})
  @Test
  void whatIsNoReplyLeavesTheCallToItsTimeout() throws Exception {
    bothSee("timeout", enveloped(GOOD.replace("\"ending\": true, ", "")));
    bothSee("timeout", enveloped(GOOD.replace("ID", "of somebody else")));
    bothSee("timeout", enveloped(GOOD).typed("text/plain"));
    bothSee("timeout", ForeignMessage.of("no JSON", "no JSON"));
    bothSee(
        "timeout",
        ForeignMessage.of(
            "envelope 2.1", ForeignMessage.envelope(GOOD).replace("\"2.0\"", "\"2.1\"")));
  }

  /** Java takes what only a caller's crash would come of. */
  @Rule({"reply.failure-required", "failure.nested-object", "failure.null-traceback"})
  @Test
  void whatBreaksAPythonCallerIsUnderstoodByJava() throws Exception {
    ForeignMessage withoutFailure = enveloped("{\"result\": 7, " + LAST + "}");
    assertThat(pythons(withoutFailure)).isEqualTo("KeyError");
    assertThat(javas(withoutFailure)).isEqualTo("7");
    ForeignMessage nested = enveloped("{\"failure\": {\"class\": \"Full\"}, " + LAST + "}");
    assertThat(pythons(nested)).isIn("JSONDecodeError", "TypeError");
    assertThat(javas(nested)).isEqualTo("failure Full");
    ForeignMessage nullTrace =
        failed(
            "{",
            "\"class\": \"ValueError\", \"module\": \"builtins\", \"args\": [], \"kwargs\": {}, \"tb\": null");
    assertThat(pythons(nullTrace)).isEqualTo("TypeError");
    assertThat(javas(nullTrace)).isEqualTo("failure ValueError");
  }

  private static ForeignMessage enveloped(String inner) {
    return ForeignMessage.enveloped("in an envelope", inner);
  }

  private static ForeignMessage failed(String start, String failure) {
    return enveloped(
        start + "\"failure\": " + JSON.writeValueAsString("{" + failure + "}") + ", " + LAST + "}");
  }

  private void bothSee(String outcome, ForeignMessage... replies) throws Exception {
    assertThat(pythons(replies)).as("what Python makes of " + replies[0]).isEqualTo(outcome);
    assertThat(javas(replies)).as("what Java makes of " + replies[0]).isEqualTo(outcome);
  }

  private String pythons(ForeignMessage... replies) throws Exception {
    CompletableFuture<JsonNode> call =
        python.send(PeerCommand.call(TOPIC, "echo").timeout(timeout(replies)));
    answer(replies);
    try {
      return call.get(20, TimeUnit.SECONDS).toString();
    } catch (ExecutionException e) {
      PeerFailure failure = (PeerFailure) e.getCause();
      return switch (failure.className()) {
        case "MessagingTimeout" -> "timeout";
        case "RemoteError" -> "failure " + failure.remoteType();
        default -> failure.className();
      };
    }
  }

  private String javas(ForeignMessage... replies) throws Exception {
    CompletableFuture<JsonNode> call =
        java.client(Target.topic(TOPIC))
            .timeout(timeout(replies))
            .request("echo")
            .callAsync(Object.class)
            .thenApply(JSON::valueToTree);
    answer(replies);
    try {
      return call.get(20, TimeUnit.SECONDS).toString();
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case MessagingTimeoutException timeout -> "timeout";
        case RemoteErrorException failure -> "failure " + failure.type();
        default -> throw e;
      };
    }
  }

  /** What is no reply need not be waited for long. */
  private static Duration timeout(ForeignMessage... replies) {
    boolean isLost =
        Stream.of(replies)
            .map(reply -> new String(reply.body(), StandardCharsets.UTF_8))
            .noneMatch(
                text ->
                    text.contains("ending\\\": true")
                        && text.contains("\\\"ID\\\"")
                        && text.contains("\"2.0\""));
    boolean isOtherType =
        !String.valueOf(replies[0].properties().getContentType()).equals("application/json");
    boolean isBare = new String(replies[0].body(), StandardCharsets.UTF_8).startsWith("{\"result");
    return (isLost && !isBare) || isOtherType ? Duration.ofMillis(600) : Bench.SOON;
  }

  private void answer(ForeignMessage... replies) {
    JsonNode request =
        JSON.readTree(
            JSON.readTree(raw.await(TOPIC, Bench.SOON).text()).get("oslo.message").asString());
    for (ForeignMessage reply : replies) {
      String body =
          new String(reply.body(), StandardCharsets.UTF_8)
              .replace("\"ID\"", "\"" + request.get("_msg_id").asString() + "\"")
              .replace("\\\"ID\\\"", "\\\"" + request.get("_msg_id").asString() + "\\\"");
      raw.publish(
          "",
          request.get("_reply_q").asString(),
          reply.properties(),
          body.getBytes(StandardCharsets.UTF_8));
    }
  }
}
