package dev.fjord.driver.amqp.rabbit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.MessageContext;
import dev.fjord.MessageTooLargeException;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageEncoderTest {
  private final MessageEncoder encoder = new MessageEncoder(JsonCodec.of(FjordConfig.defaults()));

  @Test
  void theEnvelopeIsWrittenByteForByteAsOsloWritesIt() {
    byte[] written =
        encoder.request(
            message("{\"method\": \"m\"}"),
            new MessageEncoder.ReplyTo("id", "q", Optional.empty()),
            "u");
    assertThat(new String(written, UTF_8))
        .isEqualTo(
            "{\"oslo.version\": \"2.0\", \"oslo.message\": \"{\\\"method\\\": \\\"m\\\","
                + " \\\"_msg_id\\\": \\\"id\\\", \\\"_reply_q\\\": \\\"q\\\", \\\"_timeout\\\":"
                + " null, \\\"_unique_id\\\": \\\"u\\\"}\"}");
  }

  @Test
  void anEmptyBodyGetsNoStrayComma() {
    assertThat(new String(encoder.bare(message("{}"), "u"), UTF_8))
        .isEqualTo("{\"_unique_id\": \"u\"}");
    assertThat(new String(encoder.bare(message(" { } ".trim()), "u"), UTF_8))
        .isEqualTo("{\"_unique_id\": \"u\"}");
  }

  @Test
  void wholeSecondsHaveNoFraction() {
    assertThat(monitored(Duration.ofSeconds(4))).contains("\\\"_timeout\\\": 4,");
    assertThat(monitored(Duration.ofMillis(2500))).contains("\\\"_timeout\\\": 2.5,");
  }

  @Test
  void theLimitHoldsForTheWholeEnvelope() {
    MessageEncoder small =
        new MessageEncoder(
            JsonCodec.of(FjordConfig.builder().set(CoreOptions.MAX_MESSAGE_SIZE, "2000").build()));
    String quotes = "\\\"".repeat(700);
    assertThatThrownBy(() -> small.oneWay(message("{\"a\": \"" + quotes + "\"}"), "u"))
        .isInstanceOf(MessageTooLargeException.class);
  }

  @Test
  void aBodyMustBeAnObject() {
    for (String body : new String[] {"", "7", "}", "[1]"}) {
      assertThatThrownBy(() -> encoder.oneWay(message(body), "u"))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  private String monitored(Duration monitor) {
    return new String(
        encoder.request(
            message("{\"method\": \"m\"}"),
            new MessageEncoder.ReplyTo("id", "q", Optional.of(monitor)),
            "u"),
        UTF_8);
  }

  private static OutgoingMessage message(String body) {
    return new OutgoingMessage(JsonText.of(body), MessageContext.empty());
  }
}
