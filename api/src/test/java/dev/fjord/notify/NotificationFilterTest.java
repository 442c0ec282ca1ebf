package dev.fjord.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationFilterTest {
  private static final JsonCodec CODEC = JsonCodec.of(FjordConfig.defaults());
  private static final MessageContext CONTEXT =
      MessageContext.empty().with("user_id", "u1").with("roles", List.of("admin")).with("no", null);
  private static final Notification NOTIFICATION =
      notification(
          "{\"message_id\": \"m-1\", \"publisher_id\": \"compute.host1\", \"event_type\":"
              + " \"vm.create\", \"timestamp\": \"2026-01-02 03:04:05\", \"payload\": {\"state\":"
              + " \"active\", \"n\": 7, \"in\": {\"state\": \"x\"}}}");

  @ParameterizedTest
  @CsvSource({
    "publisher,  '',         compute,        true",
    "publisher,  '',         host1,          false",
    "publisher,  '',         .*host1$,       true",
    "publisher,  '',         ^compute$,      false",
    "event,      '',         vm\\.create,    true",
    "event,      '',         Vm,             false",
    "event,      '',         (?i)VM,         true",
    "context,    user_id,    u,              true",
    "context,    user_id,    1,              false",
    "context,    absent,     .*,             false",
    "context,    no,         .*,             false",
    "context,    roles,      .*,             false",
    "metadata,   message_id, m-,             true",
    "metadata,   timestamp,  2026-01,        true",
    "metadata,   timestamp,  2025,           false",
    "metadata,   priority,   .*,             false",
    "payload,    state,      active,         true",
    "payload,    state,      in,             false",
    "payload,    n,          7,              false",
    "payload,    in,         .*,             false",
    "payload,    absent,     .*,             false",
  })
  void aPartMatchesAStringFromItsStart(String part, String key, String regex, boolean matches) {
    NotificationFilter.Builder filter = NotificationFilter.builder();
    switch (part) {
      case "publisher" -> filter.publisherId(regex);
      case "event" -> filter.eventType(regex);
      case "context" -> filter.context(key, regex);
      case "metadata" -> filter.metadata(key, regex);
      default -> filter.payload(key, regex);
    }
    assertThat(filter.build().matches(NOTIFICATION)).isEqualTo(matches);
  }

  @Test
  void everyPartMustMatch() {
    NotificationFilter.Builder filter =
        NotificationFilter.builder()
            .publisherId("compute")
            .eventType("vm")
            .context("user_id", "u1")
            .metadata("message_id", "m")
            .payload("state", "act");
    assertThat(filter.build().matches(NOTIFICATION)).isTrue();
    assertThat(filter.payload("n", "7").build().matches(NOTIFICATION)).isFalse();
    assertThat(NotificationFilter.builder().build().matches(NOTIFICATION)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "\"state\"", "[\"state\"]", "{}"})
  void aPayloadThatHasNoKeysMatchesNoKey(String payload) {
    Notification notification =
        notification("{\"event_type\": \"e\", \"payload\": " + payload + "}");
    assertThat(NotificationFilter.builder().payload("state", "").build().matches(notification))
        .isFalse();
    assertThat(NotificationFilter.builder().eventType("e").build().matches(notification)).isTrue();
  }

  @Test
  void whatIsAbsentOrNoStringDoesNotMatch() {
    for (String id : List.of("null", "7", "[]")) {
      Notification notification =
          notification("{\"event_type\": \"e\", \"publisher_id\": " + id + "}");
      assertThat(NotificationFilter.builder().publisherId(".*").build().matches(notification))
          .isFalse();
    }
    assertThat(NotificationFilter.builder().publisherId("").build().matches(notification("{}")))
        .isFalse();
    assertThat(
            NotificationFilter.builder()
                .publisherId("")
                .build()
                .matches(notification("{\"publisher_id\": \"\"}")))
        .isTrue();
  }

  @Test
  void whatIsNoExpressionIsRefusedAtOnce() {
    assertThatThrownBy(() -> NotificationFilter.builder().eventType("("))
        .isInstanceOf(PatternSyntaxException.class);
  }

  private static Notification notification(String json) {
    Payload fields = CODEC.readFields(JsonText.of(json));
    return new Notification(
        CONTEXT,
        Priority.INFO,
        NotificationHead.of(fields, CODEC),
        fields,
        new NotificationReading(CODEC, CODEC));
  }
}
