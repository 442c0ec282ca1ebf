package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MessageTooLargeException;
import dev.fjord.spi.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {
  private final JsonCodec codec =
      JsonCodec.of(FjordConfig.defaults().with(CoreOptions.MAX_MESSAGE_SIZE, "1024"));

  @Test
  void whatIsQuotedReadsBackTheSame() {
    StringBuilder every = new StringBuilder();
    for (int c = 0; c < 0x10000; c += c < 0x200 ? 1 : 97) {
      every.append((char) c);
    }
    every.append("😀\ud800x\udc00");
    JsonCodec large = JsonCodec.of(FjordConfig.defaults());

    JsonText quoted = large.buffer().quoted(every.toString()).toJsonText();

    assertThat(quoted.asString()).matches("[ -~]*");
    assertThat(large.readString(quoted)).contains(every.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 33, 100})
  void aCharacterWhoseLowHalfIsALetterIsEscapedInTextsOfAnyLength(int length) {
    String text = "x".repeat(length - 1) + "\u0141";
    String escaped = "x".repeat(length - 1) + "\\u0141";

    assertThat(codec.buffer().quoted(text).toJsonText().asString())
        .isEqualTo("\"" + escaped + "\"");
    assertThat(codec.buffer().quotedInside(text).toJsonText().asString())
        .isEqualTo("\\\"" + escaped.replace("\\", "\\\\") + "\\\"");
  }

  @Test
  void itGrowsToTheLimitAndNoFurther() {
    JsonBuffer buffer = codec.buffer().raw("x".repeat(1_020));
    buffer.write(new byte[] {'a', 'b', 'c', 'd'}, 0, 4);

    assertThat(buffer.length()).isEqualTo(1_024);
    assertThatThrownBy(() -> buffer.write('e'))
        .isInstanceOfSatisfying(
            MessageTooLargeException.class,
            e -> {
              assertThat(e.size()).isEqualTo(1_025);
              assertThat(e.limit()).isEqualTo(1_024);
            });
    assertThat(new String(buffer.toByteArray(), java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("x".repeat(1_020) + "abcd");
  }

  @Test
  void everyWayOfWritingMeetsTheLimit() {
    String long1 = "x".repeat(1_025);
    assertThatThrownBy(() -> codec.buffer().raw(long1))
        .isInstanceOf(MessageTooLargeException.class);
    assertThatThrownBy(() -> codec.buffer().raw(JsonText.of(long1)))
        .isInstanceOf(MessageTooLargeException.class);
    assertThatThrownBy(() -> codec.buffer().quoted(long1))
        .isInstanceOf(MessageTooLargeException.class);
    assertThatThrownBy(() -> codec.buffer().quoted("é".repeat(200)))
        .isInstanceOf(MessageTooLargeException.class);
    assertThatThrownBy(() -> codec.buffer().escaped(JsonText.of("\"".repeat(600))))
        .isInstanceOf(MessageTooLargeException.class);
    assertThatThrownBy(() -> codec.write(long1)).isInstanceOf(MessageTooLargeException.class);
  }

  @Test
  void aCopyStaysWhenTheBufferGoesOn() {
    JsonBuffer buffer = codec.buffer().raw("x".repeat(512));
    byte[] copy = buffer.toByteArray();
    buffer.dropLast(1);
    buffer.write('y');

    assertThat(copy).hasSize(512).endsWith((byte) 'x');
    assertThat(buffer.toJsonText().asString()).endsWith("xy");
  }

  @Test
  void aRangeIsWrittenAsItIs() {
    JsonText range =
        JsonText.of("..[1]..".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 2, 3);

    assertThat(codec.buffer().raw("{\"a\": ").raw(range).raw("}").toJsonText().asString())
        .isEqualTo("{\"a\": [1]}");
  }
}
