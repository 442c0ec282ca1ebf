package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.spi.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonStringsTest {
  private static final JsonMapper JACKSON = JsonMapper.builder().build();

  @Test
  void itUnescapesWhatJacksonUnescapes() {
    Random random = new Random(42);
    for (int i = 0; i < 10_000; i++) {
      String quoted = RandomJson.quoted(random, 40);
      String expected = JACKSON.readValue(quoted.getBytes(StandardCharsets.UTF_8), String.class);

      JsonText text = JsonStrings.unescaped(inTheMiddle(quoted));

      assertThat(text.asString()).as(quoted).isEqualToIgnoringCase(utf8(expected));
    }
  }

  @Test
  void itUndoesWhatTheBufferEscapes() {
    JsonCodec codec = JsonCodec.of(FjordConfig.defaults());
    Random random = new Random(43);
    for (int i = 0; i < 2_000; i++) {
      JsonText inner = JsonText.of("{\"a\": " + RandomJson.value(random, 3) + "}");

      JsonText string = codec.buffer().raw("\"").escaped(inner).raw("\"").toJsonText();

      assertThat(JsonStrings.unescaped(string).asString()).isEqualTo(inner.asString());
      assertThat(codec.readString(string)).contains(inner.asString());
    }
  }

  @Test
  void whatHasNoEscapeSharesItsBytes() {
    JsonText string = JsonText.of("\"plain é\"");

    JsonText text = JsonStrings.unescaped(string);

    assertThat(text.array()).isSameAs(string.array());
    assertThat(text.asString()).isEqualTo("plain é");
    assertThat(JsonStrings.unescaped(JsonText.of("\"\"")).length()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"",
        "a",
        "{}",
        "\"a",
        "a\"",
        "null",
        "12",
        "\"\\\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u-123\""
      })
  void whatIsNoStringIsMalformed(String text) {
    assertThatThrownBy(() -> JsonStrings.unescaped(inTheMiddle(text)))
        .isInstanceOf(MalformedMessageException.class);
  }

  private static JsonText inTheMiddle(String text) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[json.length + 9];
    System.arraycopy(json, 0, all, 3, json.length);
    return JsonText.of(all, 3, json.length);
  }

  /** As UTF-8, with a lone surrogate as an escape, for which there is always room. */
  private static String utf8(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c >= 0xd800 && c <= 0xdfff) {
                kept.append(String.format("\\u%04x", c));
              } else {
                kept.appendCodePoint(c);
              }
            });
    return kept.toString();
  }
}
