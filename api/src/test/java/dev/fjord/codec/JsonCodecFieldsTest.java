package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecFieldsTest {
  private static final JsonCodec CODEC = JsonCodec.of(FjordConfig.defaults());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "false",
        "0",
        "-1",
        "12345678901234567890123",
        "1.5",
        "-0.0",
        "1e-7",
        "1E+22",
        "NaN",
        "Infinity",
        "-Infinity",
        "\"\"",
        "\"text\"",
        "\"\\\"\\\\\\n\\u00e9\\ud83d\\ude00\"",
        "\"é日😀\"",
        "\"\\ud800\"",
        "\"}{,:[]\"",
        "{}",
        "[]",
        "{\"a\": {\"b\": [1, \"]\", {\"c\": null}]}}",
        "[1, [2, [3, \"\\\"]\"]]]"
      })
  void aFieldIsTheTextOfItsValueWhateverSurroundsIt(String value) {
    for (String space : List.of("", " ", "\n\t\r ")) {
      for (String next : List.of("", ",\"after\":1", " , \"after\" : [] ")) {
        String text =
            space + "{" + space + "\"v\"" + space + ":" + space + value + space + next + "}"
                + space;

        Payload payload = CODEC.readFields(inTheMiddle(text));

        assertThat(payload.field("v").orElseThrow().asString()).as(text).isEqualTo(value);
        assertThat(payload.names()).hasSize(next.isEmpty() ? 1 : 2);
      }
    }
  }

  @Test
  void everyFieldOfARandomMessageIsItsText() {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      List<String> values = new ArrayList<>();
      StringBuilder text = new StringBuilder("{");
      for (int k = 0; k < 1 + random.nextInt(12); k++) {
        values.add(RandomJson.value(random, 3));
        text.append(k == 0 ? "" : RandomJson.space(random) + ",")
            .append(RandomJson.space(random))
            .append("\"n")
            .append(k)
            .append("\"")
            .append(RandomJson.space(random))
            .append(":")
            .append(RandomJson.space(random))
            .append(values.get(k));
      }
      text.append(RandomJson.space(random)).append("}");

      Payload payload = CODEC.readFields(inTheMiddle(text.toString()));

      for (int k = 0; k < values.size(); k++) {
        assertThat(payload.field("n" + k).orElseThrow().asString())
            .as("field %s of %s", k, text)
            .isEqualTo(values.get(k));
      }
    }
  }

  @Test
  void namesMayBeEscapedEmptyOrOutsideAscii() {
    Payload payload = CODEC.readFields(JsonText.of("{\"\\u0061\\n\": 1, \"\": 2, \"é😀\": 3}"));

    assertThat(payload.names()).containsExactly("a\n", "", "é😀");
    assertThat(payload.field("").orElseThrow().asString()).isEqualTo("2");
    assertThat(payload.field("é😀").orElseThrow().asString()).isEqualTo("3");
    assertThat(payload.field("none")).isEmpty();
    assertThat(payload).hasToString("Payload[3 fields]");
  }

  @Test
  void ofANameGivenTwiceTheLastIsKept() {
    Payload payload = CODEC.readFields(JsonText.of("{\"a\": 1, \"b\": 0, \"a\": 2}"));

    assertThat(payload.field("a").orElseThrow().asString()).isEqualTo("2");
    assertThat(CODEC.readPlain(JsonText.of("{\"a\": 1, \"a\": 2}")))
        .isEqualTo(java.util.Map.of("a", 2));
  }

  @Test
  void anEmptyObjectHasNoFields() {
    assertThat(CODEC.readFields(JsonText.of("{}")).names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "1",
        "\"{}\"",
        "[]",
        "[{}]",
        "{",
        "}",
        "{]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":tru}",
        "{\"a\":nullx}",
        "{} {}",
        "{} x",
        "{},",
        "{\"a\":1}}",
        "// c\n{}",
        "{\"a\":1 /*c*/}",
        "{\"a\":[1}",
        "{\"a\":\"",
        "{\"a\":1"
      })
  void whatIsNoObjectIsMalformed(String text) {
    assertThatThrownBy(() -> CODEC.readFields(inTheMiddle(text)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void everyTruncationIsMalformed() {
    byte[] whole =
        "{\"m\": \"é\\u00e9\", \"a\": {\"b\": [1.5, true, null]}, \"n\": -12}"
            .getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      JsonText cut = JsonText.of(whole, 0, length);
      assertThatThrownBy(() -> CODEC.readFields(cut)).isInstanceOf(MalformedMessageException.class);
    }
    assertThat(CODEC.readFields(JsonText.of(whole)).names()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void otherEncodingsAreMalformed(String charset) {
    JsonText text = JsonText.of("{\"a\": 1}".getBytes(Charset.forName(charset)));

    assertThatThrownBy(() -> CODEC.readFields(text)).isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> CODEC.readPlain(text)).isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void aByteOrderMarkIsMalformed() {
    assertThatThrownBy(() -> CODEC.readFields(JsonText.of("\ufeff{}")))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("byte order mark");
  }

  @Test
  void brokenUtf8IsMalformed() {
    for (int[] bad :
        new int[][] {{0x80}, {0xff}, {0xc3}, {0xc3, 0x28}, {0xe2, 0x82}, {0xf0, 0x9f, 0x98}}) {
      byte[] bytes = new byte[9 + bad.length];
      System.arraycopy("{\"a\": \"".getBytes(StandardCharsets.UTF_8), 0, bytes, 0, 7);
      for (int i = 0; i < bad.length; i++) {
        bytes[7 + i] = (byte) bad[i];
      }
      bytes[7 + bad.length] = '"';
      bytes[8 + bad.length] = '}';

      assertThatThrownBy(() -> CODEC.readFields(JsonText.of(bytes)))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void depthIsLimited() {
    assertThat(CODEC.readFields(JsonText.of(nested(63))).names()).containsExactly("a");
    for (int depth : new int[] {64, 65, 1_000, 100_000}) {
      assertThatThrownBy(() -> CODEC.readFields(JsonText.of(nested(depth))))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("depth");
    }
  }

  @Test
  void digitsAreLimited() {
    assertThat(CODEC.readFields(JsonText.of("{\"a\": " + "9".repeat(1_000) + "}")).names())
        .hasSize(1);
    for (String number :
        List.of("9".repeat(1_001), "9".repeat(1_000_000), "1." + "0".repeat(1_001))) {
      assertThatThrownBy(() -> CODEC.readFields(JsonText.of("{\"a\": " + number + "}")))
          .isInstanceOf(MalformedMessageException.class);
      assertThatThrownBy(() -> CODEC.readFields(JsonText.of("{\"a\": [" + number + "]}")))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void namesAreLimited() {
    assertThat(CODEC.readFields(JsonText.of("{\"" + "n".repeat(1_024) + "\": 1}")).names())
        .hasSize(1);
    assertThatThrownBy(() -> CODEC.readFields(JsonText.of("{\"" + "n".repeat(1_100) + "\": 1}")))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(
            () -> CODEC.readFields(JsonText.of("{\"a\": {\"" + "n".repeat(1_000_000) + "\": 1}}")))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void tokensAreLimited() {
    assertThatThrownBy(
            () -> CODEC.readFields(JsonText.of("{\"a\": [" + "1,".repeat(1_000_000) + "1]}")))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(
            () -> CODEC.readFields(JsonText.of("{" + "\"a\":1,".repeat(600_000) + "\"b\":1}")))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void theWholeIsLimited() {
    JsonCodec small =
        JsonCodec.of(FjordConfig.defaults().with(CoreOptions.MAX_MESSAGE_SIZE, "1024"));

    assertThat(small.readFields(JsonText.of("{\"a\": \"" + "x".repeat(1_015) + "\"}")).names())
        .hasSize(1);
    assertThatThrownBy(
            () -> small.readFields(JsonText.of("{\"a\": \"" + "x".repeat(1_016) + "\"}")))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("max_message_size allows 1024");
    assertThatThrownBy(() -> small.readPlain(JsonText.of(" ".repeat(1_024) + "1")))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void whatAMessageSaysOfBadInputStaysOnOneLineAndShort() {
    assertThatThrownBy(
            () -> CODEC.readFields(JsonText.of("{\"a\": " + "x\u001b".repeat(10_000) + "}")))
        .isInstanceOf(MalformedMessageException.class)
        .satisfies(
            e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\u001b", "\n"));
  }

  @Test
  void randomBytesAreAMessageOrMalformed() {
    Random random = new Random(5);
    byte[] valid =
        "{\"a\": [1, \"x\\u00e9\", {\"b\": null}], \"c\": 1.5e3}".getBytes(StandardCharsets.UTF_8);
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = valid.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        Payload payload = CODEC.readFields(JsonText.of(bytes));
        for (String name : payload.names()) {
          assertThat(payload.field(name)).isPresent();
        }
        read++;
      } catch (MalformedMessageException expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      }
    }
    assertThat(read).isPositive().isLessThan(50_000);
  }

  private static String nested(int depth) {
    return "{\"a\": " + "[".repeat(depth) + "]".repeat(depth) + "}";
  }

  /** In an array with something else before and after it. */
  private static JsonText inTheMiddle(String text) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[json.length + 11];
    java.util.Arrays.fill(all, (byte) '7');
    System.arraycopy(json, 0, all, 6, json.length);
    return JsonText.of(all, 6, json.length);
  }
}
