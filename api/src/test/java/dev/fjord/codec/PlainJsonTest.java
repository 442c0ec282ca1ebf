package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordConfig;
import dev.fjord.spi.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {
  private final JsonCodec codec = JsonCodec.of(FjordConfig.defaults());

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"a\"", "\"a b/c~\""})
  void aStringOfPlainAsciiNeedsNoParser(String json) {
    assertThat(PlainJson.string(JsonText.of(json))).isEqualTo(json.substring(1, json.length() - 1));
    assertThat(codec.readPlain(JsonText.of(json))).isEqualTo(json.substring(1, json.length() - 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"",
        "a",
        "\"a",
        "a\"",
        "\"a\\n\"",
        "\"a\"b\"",
        "\"\u0001\"",
        "\"\u007f\"",
        "\"\n\"",
        "\"é\"",
        "\"\\\"",
        "1",
        "null",
        "[\"a\"]",
        " \"a\"",
        "\"a\" "
      })
  void anythingElseIsLeftToTheParser(String json) {
    assertThat(PlainJson.string(JsonText.of(json))).isNull();
  }

  @Test
  void whatIsWrittenWithoutAParserIsWhatThePlainWriterWrites() {
    for (@Nullable Object value :
        new @Nullable Object[] {
          null,
          "",
          "a\"b\\c",
          "é\n\t\u0001\u007f😀\ud800",
          0,
          -1,
          Integer.MIN_VALUE,
          Long.MAX_VALUE,
          true,
          false
        }) {
      ByteArrayOutputStream parsers = new ByteArrayOutputStream();
      codec.write(value, parsers);
      JsonText written = codec.write(value);
      assertThat(codec.readPlain(written))
          .isEqualTo(codec.readPlain(JsonText.of(parsers.toString(StandardCharsets.UTF_8))));
      assertThat(written.asString()).matches("[ -~]*");
    }
  }

  @Test
  void aRangeInTheMiddleOfAnArrayIsReadAlone() {
    byte[] bytes = "xx\"abc\"yy".getBytes(StandardCharsets.US_ASCII);
    assertThat(PlainJson.string(JsonText.of(bytes, 2, 5))).isEqualTo("abc");
  }
}
