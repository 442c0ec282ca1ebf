package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainFieldsTest {
  private static final String PARTS = "{}[],:\"\\ab -019.eEtrufalsn\u00e9\n\u0000/";

  private final JsonCodec codec = JsonCodec.of(FjordConfig.defaults());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " { } ",
        "{\"a\":\"b\"}",
        "{\"method\": \"m\", \"args\": {\"x\":[1, -2, {\"y\": []}], \"z\": {}}, \"n\": null}",
        "{\"t\":true , \"f\" : false,\"\":\"\", \"t\":0}",
      })
  void whatIsPlainNeedsNoParser(String json) {
    JsonText text = JsonText.of(json);
    Payload plain = PlainFields.read(text, codec.limits());

    assertThat(plain).isNotNull();
    assertThat(told(plain)).isEqualTo(told(codec.parsedFields(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":1}x",
        "{\"a\":1 2}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\":\"b}",
        "{\"a\":[1}",
        "{\"a\":{\"b\":1]}",
        "{a:1}",
      })
  void whatIsNoObjectIsLeftToTheParser(String json) {
    assertThat(PlainFields.read(JsonText.of(json), codec.limits())).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1.5}", "{\"a\":\"\\n\"}", "{\"a\":\"\u00e9\"}", "{\"a\":\n1}"})
  void whatIsNotPlainIsReadAllTheSame(String json) {
    assertThat(PlainFields.read(JsonText.of(json), codec.limits())).isNull();
    assertThatCode(() -> codec.readFields(JsonText.of(json))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 64, 65})
  void deepNestingIsLeftToTheParser(int depth) {
    String json = "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";

    assertThat(PlainFields.read(JsonText.of(json), codec.limits())).isNull();
  }

  @RepeatedTest(50)
  void whatItTakesTheParserTakesAndSplitsInTheSameWay(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < 2_000; i++) {
      StringBuilder json = new StringBuilder();
      object(random, json, 0);
      for (int change = random.nextInt(3); change > 0; change--) {
        int place = random.nextInt(json.length());
        char part = PARTS.charAt(random.nextInt(PARTS.length()));
        switch (random.nextInt(3)) {
          case 0 -> json.setCharAt(place, part);
          case 1 -> json.insert(place, part);
          default -> json.deleteCharAt(place).append(json.isEmpty() ? " " : "");
        }
      }
      requireSame(json.toString());
    }
  }

  private void requireSame(String json) {
    // Not at the beginning of the array, and not to its end.
    byte[] bytes = (",\"" + json + "\"}").getBytes(StandardCharsets.UTF_8);
    JsonText text = JsonText.of(bytes, 2, bytes.length - 4);
    Payload plain = PlainFields.read(text, codec.limits());
    if (plain != null) {
      try {
        assertThat(told(plain)).as(json).isEqualTo(told(codec.parsedFields(text)));
      } catch (MalformedMessageException e) {
        throw new AssertionError("The parser refuses " + json, e);
      }
    }
  }

  private static List<String> told(Payload payload) {
    List<String> fields = new ArrayList<>();
    payload.forEach((name, value) -> fields.add(name + "=" + value.asString()));
    return fields;
  }

  private static void object(Random random, StringBuilder json, int depth) {
    json.append('{');
    for (int i = random.nextInt(4); i > 0; i--) {
      json.append('"').append("name".substring(random.nextInt(4))).append("\":");
      json.append(" ".repeat(random.nextInt(2)));
      value(random, json, depth + 1);
      json.append(i > 1 ? ", " : "");
    }
    json.append('}');
  }

  private static void value(Random random, StringBuilder json, int depth) {
    switch (depth > 4 ? random.nextInt(4) : random.nextInt(6)) {
      case 0 ->
          json.append('"').append("a text that is long".substring(random.nextInt(19))).append('"');
      case 1 -> json.append(random.nextInt());
      case 2 -> json.append(List.of("true", "false", "null").get(random.nextInt(3)));
      case 3 -> json.append(random.nextBoolean() ? "1.5e3" : "\"\\u00e9\"");
      case 4 -> object(random, json, depth);
      default -> {
        json.append('[');
        value(random, json, depth + 1);
        json.append(random.nextBoolean() ? ",1]" : "]");
      }
    }
  }
}
