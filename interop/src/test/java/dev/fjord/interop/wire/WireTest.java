package dev.fjord.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.rabbitmq.client.BuiltinExchangeType;
import dev.fjord.MessageContext;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.rabbit.Firehose;
import dev.fjord.interop.rabbit.QueueState;
import dev.fjord.interop.rabbit.RawMessage;
import dev.fjord.interop.rules.Rule;
import dev.fjord.rpc.RpcClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What a Java caller and a Java server put on the wire: objects at the broker, properties, bodies.
 */
class WireTest extends WireFixture {
  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.rpc");

  private static final String HEX = "[0-9a-f]{32}";
  private static final Map<String, Object> TRANSIENT = Map.of("x-expires", 1_800_000);

  @Test
  void aServersExchangesQueuesAndBindingsAreThoseOfAPythonServer() {
    serve();
    String fanoutQueue = queueLike(topic + "_fanout_" + HEX);
    // A declaration with other flags or arguments than those that exist would be refused.
    raw.declareExchange("openstack", BuiltinExchangeType.TOPIC);
    raw.declareFanout(topic);
    raw.declareQueue(topic);
    raw.declareQueue(topic + ".s1");
    raw.declareQueue(fanoutQueue, TRANSIENT);
    assertThat(bindings())
        .contains(
            binding("openstack", topic, topic),
            binding("openstack", topic + ".s1", topic + ".s1"),
            binding(topic + "_fanout", topic, fanoutQueue));
    Map<String, QueueState> queues = rabbit.node().queues(rabbit.virtualHost());
    for (String queue : List.of(topic, topic + ".s1", fanoutQueue)) {
      assertThat(queues.get(queue).consumers()).as(queue).isEqualTo(1);
    }
  }

  @Rule({"objects.shared-stay", "objects.fanout-removed"})
  @Test
  void aServerThatEndsLeavesItsSharedQueuesAndTakesItsOwn() throws Exception {
    var server = bench.serve(Execution.BLOCKING_METHODS_ON_HYBRID, "s1", ledger);
    String fanoutQueue = queueLike(topic + "_fanout_" + HEX);
    server.close();
    assertThat(raw.ready(topic)).contains(0);
    assertThat(raw.ready(topic + ".s1")).contains(0);
    assertThat(raw.ready(fanoutQueue)).isEmpty();
  }

  @Rule("objects.one-reply-queue")
  @Test
  void oneReplyQueueServesAllCallsOfATransport() {
    serve();
    try (Firehose firehose = raw.firehose()) {
      Set<String> queues = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        bench.client().request("echo").arg("value", i).call(Integer.class);
        queues.add(inner(firehose.next(this::isRequest, Bench.SOON)).get("_reply_q").asString());
      }
      assertThat(queues).singleElement().asString().matches("reply_" + HEX);
      raw.declareQueue(queues.iterator().next(), TRANSIENT);
    }
  }

  @Rule({"request.keys", "reply.keys", "properties.sent", "properties.expiration"})
  @Test
  void aCallAndItsReplyLookLikePythons() {
    serve();
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("user_id", "u1");
    context.put("roles", List.of("a", "b"));
    context.put("none", null);
    try (Firehose firehose = raw.firehose()) {
      bench
          .client()
          .target(bench.topic().version("1.2"))
          .context(MessageContext.of(context))
          .timeout(Duration.ofMillis(7_250))
          .request("echo")
          .arg("value", "h\u00e9llo")
          .call(String.class);

      RawMessage request = firehose.next(this::isRequest, Bench.SOON);
      assertProperties(request, "7250");
      assertThat(request.exchange()).isEqualTo("openstack");
      assertThat(innerText(request))
          .matches(
              "\\{\"method\": \"echo\", \"args\": \\{\"value\":\\s?\"h\\\\u00[eE]9llo\"\\},"
                  + " \"version\": \"1.2\", \"_msg_id\": \""
                  + HEX
                  + "\", \"_reply_q\": \"reply_"
                  + HEX
                  + "\", \"_timeout\": null, \"_unique_id\": \""
                  + HEX
                  + "\", \"_context_user_id\": \"u1\","
                  + " \"_context_roles\": \\[\"a\",\\s?\"b\"\\],"
                  + " \"_context_none\": null\\}");
      JsonNode asked = inner(request);

      RawMessage reply = firehose.next(Bench.SOON);
      assertProperties(reply, null);
      assertThat(reply.exchange()).isEmpty();
      assertThat(reply.routingKey()).isEqualTo(asked.get("_reply_q").asString());
      assertThat(innerText(reply))
          .matches(
              "\\{\"result\": \"h\\\\u00[eE]9llo\", \"failure\": null, \"ending\": true,"
                  + " \"_msg_id\": \""
                  + asked.get("_msg_id").asString()
                  + "\", \"_unique_id\": \""
                  + HEX
                  + "\"\\}");
    }
  }

  @Rule("heartbeat.form")
  @Test
  void aMonitoredCallSaysSoAndItsHeartbeatsLookLikePythons() {
    serve();
    bench.transport().timers().schedule(Duration.ofMillis(1_500), ledger::open);
    try (Firehose firehose = raw.firehose()) {
      bench.client().monitor(Duration.ofSeconds(2)).request("hold").call(String.class);
      JsonNode request = inner(firehose.next(this::isRequest, Bench.SOON));
      assertThat(request.get("_timeout").intValue()).isEqualTo(2);
      RawMessage heartbeat = firehose.next(Bench.SOON);
      assertProperties(heartbeat, null);
      assertThat(innerText(heartbeat))
          .matches(
              "\\{\"result\": null, \"failure\": null, \"ending\": false, \"_msg_id\": \""
                  + request.get("_msg_id").asString()
                  + "\", \"_unique_id\": \""
                  + HEX
                  + "\"\\}");
      assertThat(inner(firehose.next(Bench.SOON)).get("ending").booleanValue()).isTrue();
    }
  }

  @Rule("failure.keys")
  @Test
  void anErrorReplyHasTheSixKeysInAStringOfTheirOwn() {
    serve();
    try (Firehose firehose = raw.firehose()) {
      assertThatExceptionOfType(RemoteErrorException.class)
          .isThrownBy(() -> bench.client().request("nosuch").call(Object.class));
      firehose.next(this::isRequest, Bench.SOON);
      JsonNode reply = inner(firehose.next(Bench.SOON));
      assertThat(reply.propertyNames())
          .containsExactly("result", "failure", "ending", "_msg_id", "_unique_id");
      assertThat(reply.get("result").isNull()).isTrue();
      JsonNode failure = json(reply.get("failure").asString());
      assertThat(failure.propertyNames())
          .containsExactly("class", "module", "message", "tb", "args", "kwargs");
      assertThat(failure.get("class").asString()).isEqualTo("NoSuchMethod");
      assertThat(failure.get("module").asString()).isEqualTo("oslo_messaging.rpc.dispatcher");
      assertThat(failure.get("tb").isArray()).isTrue();
      assertThat(failure.get("tb")).allMatch(line -> line.asString().endsWith("\n"));
      assertThat(failure.get("args").get(0)).isEqualTo(failure.get("message"));
      assertThat(failure.get("kwargs").isObject()).isTrue();
    }
  }

  @Rule({"properties.sent", "properties.expiration", "request.keys"})
  @ParameterizedTest
  @ValueSource(strings = {"any", "named", "fanout"})
  void aCastGoesWherePythonSendsItAndNeverExpires(String to) {
    serve();
    Target target =
        switch (to) {
          case "named" -> bench.topic().server("s1");
          case "fanout" -> bench.topic().fanout().server("s1");
          default -> bench.topic();
        };
    try (Firehose firehose = raw.firehose()) {
      RpcClient client = bench.client().target(target.namespace("ns"));
      client.request("record").arg("value", 1).cast();
      RawMessage cast = firehose.next(Bench.SOON);
      assertProperties(cast, null);
      assertThat(cast.exchange()).isEqualTo(to.equals("fanout") ? topic + "_fanout" : "openstack");
      assertThat(cast.routingKey())
          .isEqualTo(
              switch (to) {
                case "named" -> topic + ".s1";
                case "fanout" -> "";
                default -> topic;
              });
      assertThat(inner(cast).propertyNames())
          .containsExactly("method", "args", "namespace", "_unique_id");
    }
  }

  @Rule({"names.exchange", "names.fanout"})
  @Test
  void theTargetsExchangeIsUsedForTopicsAndIgnoredForFanouts() {
    raw.declareExchange("hotel", BuiltinExchangeType.TOPIC);
    raw.declareQueue(topic);
    raw.bind(topic, "hotel", topic);
    try (Firehose firehose = raw.firehose()) {
      bench.client().target(bench.topic().exchange("hotel")).request("record").cast();
      assertThat(firehose.next(Bench.SOON).exchange()).isEqualTo("hotel");
      bench.client().target(bench.topic().exchange("hotel").fanout()).request("record").cast();
      assertThat(firehose.next(Bench.SOON).exchange()).isEqualTo(topic + "_fanout");
    }
  }

  @Rule("request.unique-id-fresh")
  @Test
  void everyPublishHasAFreshUniqueId() {
    serve();
    try (Firehose firehose = raw.firehose()) {
      var request = bench.client().request("record").arg("value", 1);
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        request.cast();
        ids.add(inner(firehose.next(Bench.SOON)).get("_unique_id").asString());
      }
      assertThat(ids).hasSize(20).allMatch(id -> id.matches(HEX));
    }
  }

  @Rule("reply.queue-missing")
  @Test
  void aReplyWhoseQueueIsMissingIsTriedAgain() {
    serve();
    String late = "reply_late_" + topic;
    raw.publishJson(
        "openstack",
        topic,
        "{\"method\": \"where\", \"args\": {}, \"_msg_id\": \"1\", \"_reply_q\": \""
            + late
            + "\"}");
    // The server's answer to this one follows its first attempt at the other.
    assertThat(bench.client().request("where").call(String.class)).isEqualTo("virtual");
    raw.declareQueue(late);
    assertThat(inner(raw.await(late, Bench.SOON)).get("result").asString()).isEqualTo("virtual");
  }

  private void serve() {
    bench.serve(Execution.BLOCKING_METHODS_ON_HYBRID, "s1", ledger);
  }

  private boolean isRequest(RawMessage message) {
    return message.routingKey().equals(topic);
  }

  private static String queueLike(String pattern) {
    return rabbit.node().queues(rabbit.virtualHost()).keySet().stream()
        .filter(name -> name.matches(pattern))
        .findFirst()
        .orElseThrow();
  }
}
