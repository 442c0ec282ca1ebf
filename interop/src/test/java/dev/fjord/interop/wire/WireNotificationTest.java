package dev.fjord.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.MessageContext;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Letters;
import dev.fjord.interop.rabbit.Firehose;
import dev.fjord.interop.rabbit.RawMessage;
import dev.fjord.interop.rules.Rule;
import dev.fjord.notify.Notifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a Java notifier and a Java listener put on the wire. */
class WireNotificationTest extends WireFixture {
  @Rule({"notification.keys", "notification.message-id", "properties.sent"})
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNotificationLooksLikePythonsInBothForms(boolean enveloped) {
    Notifier notifier =
        Notifier.of(bench.transport(), "desk.host1")
            .topics(bench.topic(), bench.topic().withTopic(topic + "-more"));
    try (Firehose firehose = raw.firehose()) {
      (enveloped ? notifier : notifier.bare())
          .error(MessageContext.empty().with("user_id", "u1"), "room.closed", Map.of("n", 1))
          .toCompletableFuture()
          .join();
      RawMessage first = firehose.next(Bench.SOON);
      RawMessage second = firehose.next(Bench.SOON);
      assertThat(List.of(first.routingKey(), second.routingKey()))
          .containsExactlyInAnyOrder(topic + ".error", topic + "-more.error");
      assertProperties(first, null);
      assertThat(first.exchange()).isEqualTo("openstack");
      JsonNode one = enveloped ? inner(first) : json(first.text());
      JsonNode two = enveloped ? inner(second) : json(second.text());
      assertThat(one.propertyNames())
          .containsExactly(
              "message_id",
              "publisher_id",
              "event_type",
              "priority",
              "payload",
              "timestamp",
              "_unique_id",
              "_context_user_id");
      assertThat(one.get("priority").asString()).isEqualTo("ERROR");
      assertThat(one.get("timestamp").asString())
          .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
      assertThat(one.get("message_id").asString()).contains("-").hasSize(36);
      assertThat(one.get("message_id")).isEqualTo(two.get("message_id"));
      assertThat(one.get("_unique_id")).isNotEqualTo(two.get("_unique_id"));
      // The notifier makes the consumer's queue, so that nothing is lost before there is one.
      raw.declareQueue(topic + ".error");
      assertThat(raw.ready(topic + ".error")).contains(1);
      assertThat(bindings()).contains(binding("openstack", topic + ".error", topic + ".error"));
    }
  }

  @Test
  void aListenersQueuesAreThoseOfAPythonListener() {
    bench.listen(Execution.BLOCKING_METHODS_ON_HYBRID, new Letters());
    for (String priority :
        List.of("audit", "debug", "info", "warn", "error", "critical", "sample")) {
      String queue = topic + "." + priority;
      raw.declareQueue(queue);
      assertThat(bindings()).contains(binding("openstack", queue, queue));
      assertThat(raw.consumers(queue)).contains(1);
    }
  }
}
