package dev.fjord.driver.amqp.rabbit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.MessageContext;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {
  private final JsonCodec json = JsonCodec.of(FjordConfig.defaults());
  private final MessageDecoder decoder = new MessageDecoder(json);

  @Test
  void aMessageWithoutEnvelopeIsUnderstood() {
    ReceivedMessage message =
        decoder.message(
            "{\"method\": \"m\", \"_msg_id\": \"1\", \"_context_a\": 1}".getBytes(UTF_8));
    assertThat(message.fields().names()).containsExactly("method");
    assertThat(message.wire().messageId()).isEqualTo("1");
    assertThat(message.context().get("a")).contains(1);
  }

  @Test
  void rawAndEscapedTextAreTheSame() {
    byte[] raw =
        "{\"oslo.version\": \"2.0\", \"oslo.message\": \"{\\\"a\\\": \\\"é😀\\\"}\"}"
            .getBytes(UTF_8);
    byte[] escaped =
        ("{\"oslo.version\": \"2.0\", \"oslo.message\":"
                + " \"{\\\"a\\\": \\\"\\\\u00e9\\\\ud83d\\\\ude00\\\"}\"}")
            .getBytes(UTF_8);
    assertThat(field(raw)).isEqualTo("é😀").isEqualTo(field(escaped));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "[]",
        "{",
        "{} {}",
        "{\"oslo.version\": \"2.1\", \"oslo.message\": \"{}\"}",
        "{\"oslo.version\": \"1.0\", \"oslo.message\": \"{}\"}",
        "{\"oslo.version\": 2.0, \"oslo.message\": \"{}\"}",
        "{\"oslo.version\": \"2.0\", \"oslo.message\": {}}",
        "{\"oslo.version\": \"2.0\", \"oslo.message\": \"\"}",
        "{\"oslo.version\": \"2.0\", \"oslo.message\": \"[]\"}",
        "{\"oslo.version\": \"2.0\", \"oslo.message\": \"{\"}",
        "{\"oslo.version\": \"2.0\", \"oslo.message\": null}",
      })
  void whatIsNoMessageIsMalformed(String text) {
    assertThatThrownBy(() -> decoder.message(text.getBytes(UTF_8)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void nothingButOneExceptionComesOfGarbage() {
    Random random = new Random(11);
    byte[] valid =
        new MessageEncoder(json)
            .request(
                new OutgoingMessage(
                    JsonText.of("{\"method\": \"m\", \"args\": {\"a\": [1, \"x\\n\", null]}}"),
                    MessageContext.empty().with("k", "v")),
                new MessageEncoder.ReplyTo("1", "q", java.util.Optional.empty()),
                "u");
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = valid.clone();
      for (int k = 0; k <= random.nextInt(4); k++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      readBoth(changed);
    }
  }

  @Test
  void manyFieldsAreReadInTimeThatGrowsWithTheirNumber() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 200_000; i++) {
      text.append('"').append(i).append("\": 1, ");
    }
    byte[] body = text.append("\"method\": \"m\"}").toString().getBytes(UTF_8);
    assertThat(decoder.message(body).fields().names()).hasSize(200_001);
  }

  @Test
  void aReplyMayLackEveryKey() {
    ReceivedReply reply = decoder.reply("{}".getBytes(UTF_8));
    assertThat(reply.isEnding()).isFalse();
    assertThat(reply.messageId()).isEmpty();
    assertThat(reply.isHeartbeat()).isTrue();
  }

  @Test
  void aFailureOfEmptyTextIsNone() {
    assertThat(decoder.reply("{\"failure\": \"\", \"ending\": true}".getBytes(UTF_8)).failure())
        .isEmpty();
  }

  private void readBoth(byte[] body) {
    assertThatCode(
            () -> {
              try {
                decoder.message(body);
                decoder.reply(body);
              } catch (MalformedMessageException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
              }
            })
        .doesNotThrowAnyException();
  }

  private Object field(byte[] body) {
    return json.readPlain(decoder.message(body).fields().field("a").orElseThrow());
  }

  /**
   * A space before the body takes the way through the parser: both ways must say the same of any
   * bytes.
   */
  @Test
  void theUsualEnvelopeIsReadAsAParserReadsIt() {
    Random random = new Random(20_261_122);
    byte[] valid =
        ("{\"oslo.version\": \"2.0\", \"oslo.message\": \"{\\\"method\\\": \\\"echo\\\", "
                + "\\\"args\\\": {\\\"b\\\": \\\"h\\\\u00e9 \\u00e9 \\ud83d\\ude00 \\\\\\\" \\\\n\\\"}, "
                + "\\\"_msg_id\\\": \\\"ab\\\", \\\"_unique_id\\\": \\\"cd\\\"}\"}")
            .getBytes(UTF_8);
    assertThat(outcome(valid)).contains("echo");
    byte[] interesting = "\"\\{}[]:,u0nx \n\u0001\u00e9".getBytes(UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] mutated = valid.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        mutated[random.nextInt(mutated.length)] = interesting[random.nextInt(interesting.length)];
      }
      byte[] spaced = new byte[mutated.length + 1];
      spaced[0] = ' ';
      System.arraycopy(mutated, 0, spaced, 1, mutated.length);
      assertThat(outcome(mutated)).as(new String(mutated, UTF_8)).isEqualTo(outcome(spaced));
    }
  }

  private String outcome(byte[] body) {
    try {
      ReceivedMessage message = decoder.message(body);
      StringBuilder text = new StringBuilder(message.wire().toString());
      message.fields().forEach((name, value) -> text.append(name).append(value.asString()));
      return text.toString();
    } catch (MalformedMessageException e) {
      return "malformed";
    }
  }
}
