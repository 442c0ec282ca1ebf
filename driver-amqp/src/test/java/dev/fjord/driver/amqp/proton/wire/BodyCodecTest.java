package dev.fjord.driver.amqp.proton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.MessageContext;
import dev.fjord.RemoteFailure;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as they were captured from Python peers. */
class BodyCodecTest {
  private final JsonCodec json = JsonCodec.of(FjordConfig.defaults());
  private final BodyEncoder encoder = new BodyEncoder(json);
  private final BodyDecoder decoder = new BodyDecoder(json);

  @Test
  void requestsAreWrittenAsPythonWritesThem() {
    OutgoingMessage message = message("{\"method\": \"echo\", \"args\": {\"a\": 1}}");
    assertThat(encoder.request(message, Optional.empty()).asString())
        .isEqualTo(
            "{\"request\": {\"method\": \"echo\", \"args\": {\"a\": 1}},"
                + " \"context\": {\"user_id\": \"u\"}}");
    assertThat(encoder.request(message, Optional.of(Duration.ofSeconds(3))).asString())
        .endsWith(", \"context\": {\"user_id\": \"u\"}, \"call_monitor_timeout\": 3}");
  }

  @Test
  void aCapturedCallIsRead() {
    ReceivedRequest read =
        decoder.request(
            JsonText.of(
                "{\"request\": {\"method\": \"slow\", \"args\": {\"s\": 4}, \"namespace\": \"ns\","
                    + " \"version\": \"1.1\"}, \"context\": {\"k\": 1}, \"call_monitor_timeout\": 3}"));
    assertThat(read.fields().names()).containsExactly("method", "args", "namespace", "version");
    assertThat(read.context()).isEqualTo(MessageContext.of(Map.of("k", 1)));
    assertThat(read.monitor().asString()).isEqualTo("3");
  }

  @Test
  void bothFormsOfANotificationAreReadAlike() {
    for (String body :
        List.of(
            "{\"request\": {\"event_type\": \"ev\"}, \"context\": {}}",
            "{\"request\": {\"oslo.version\": \"2.0\", \"oslo.message\":"
                + " \"{\\\"event_type\\\": \\\"ev\\\"}\"}, \"context\": null}")) {
      ReceivedRequest read = decoder.request(JsonText.of(body));
      assertThat(read.fields().field("event_type").orElseThrow().asString()).isEqualTo("\"ev\"");
      assertThat(read.context()).isEqualTo(MessageContext.empty());
    }
    OutgoingMessage message = message("{\"event_type\": \"ev\"}");
    assertThat(decoder.request(encoder.enveloped(message)).fields().names())
        .containsExactly("event_type");
  }

  @Test
  void aResultComesBack() {
    JsonText written = encoder.reply(new Reply.Result(JsonText.of("{\"a\": [1]}")));
    assertThat(written.asString()).isEqualTo("{\"response\": {\"a\": [1]}}");
    assertThat(decoder.reply(written))
        .isInstanceOfSatisfying(
            Reply.Result.class,
            result -> assertThat(result.json().asString()).isEqualTo("{\"a\": [1]}"));
    assertThat(decoder.reply(JsonText.of("{\"response\": null}")))
        .isInstanceOfSatisfying(
            Reply.Result.class, result -> assertThat(result.json().isNull()).isTrue());
  }

  @Test
  void aFailureIsAnObjectInAString() {
    RemoteFailure failure = RemoteFailure.of("ValueError", "builtins", "x \"y\"");
    JsonText written = encoder.reply(new Reply.Failed(failure));
    assertThat(written.asString()).startsWith("{\"failure\": \"{\\\"class\\\": \\\"ValueError\\\"");
    assertThat(decoder.reply(written)).isEqualTo(new Reply.Failed(failure));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "{",
        "{\"context\": {}}",
        "{\"request\": 1}",
        "{\"request\": null}",
        "{\"request\": {}, \"context\": 1}",
        "{\"request\": {\"oslo.version\": \"3.0\", \"oslo.message\": \"{}\"}}",
        "{\"request\": {\"oslo.version\": \"2.0\", \"oslo.message\": \"[\"}}"
      })
  void whatIsNoRequestIsTheOneException(String body) {
    assertThatThrownBy(() -> decoder.request(JsonText.of(body)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{\"failure\": 7}", "{\"failure\": \"\"}", "{\"failure\": \"[]\"}"})
  void whatIsNoReplyIsTheOneException(String body) {
    assertThatThrownBy(() -> decoder.reply(JsonText.of(body)))
        .isInstanceOf(MalformedMessageException.class);
  }

  private static OutgoingMessage message(String body) {
    return new OutgoingMessage(JsonText.of(body), MessageContext.of(Map.of("user_id", "u")));
  }
}
