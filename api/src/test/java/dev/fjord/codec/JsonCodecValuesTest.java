package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.MessageTooLargeException;
import dev.fjord.SerializationException;
import dev.fjord.rpc.TypeRef;
import dev.fjord.spi.JsonText;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecValuesTest {
  private static final JsonCodec CODEC = JsonCodec.of(FjordConfig.defaults());

  enum Size {
    SMALL,
    LARGE
  }

  record Vm(String name, int cpus, Optional<String> host, List<Size> sizes) {}

  static final class Bean {
    public String name = "";
    private final List<Integer> numbers = new ArrayList<>();

    public List<Integer> getNumbers() {
      return numbers;
    }
  }

  static final class Empty {}

  static final class Hostile {
    public String getName() {
      throw new IllegalStateException("no name");
    }
  }

  record Picky(int value) {
    Picky {
      if (value < 0) {
        throw new IllegalArgumentException("negative");
      }
    }
  }

  @Test
  void plainDataReadsAsPythonWritesIt() {
    Object read =
        CODEC.readPlain(
            JsonText.of(
                "{\"i\": 1, \"l\": 3000000000, \"b\": 1180591620717411303424, \"f\": 1.0, \"e\": 1e+22, \"n\": null, \"t\": true, \"a\": [\"h\\u00e9\"]}"));

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("i", 1);
    expected.put("l", 3_000_000_000L);
    expected.put("b", BigInteger.TWO.pow(70));
    expected.put("f", 1.0);
    expected.put("e", 1e22);
    expected.put("n", null);
    expected.put("t", true);
    expected.put("a", List.of("hé"));
    assertThat(read).isEqualTo(expected);
    assertThat(CODEC.readPlain(CODEC.write(read))).isEqualTo(expected);
  }

  @Test
  void bigIntegersAndFloatsAreWrittenInFull() {
    BigInteger big = BigInteger.TEN.pow(900).add(BigInteger.ONE);
    assertThat(CODEC.write(big).asString()).isEqualTo(big.toString());
    assertThat(CODEC.readPlain(CODEC.write(big))).isEqualTo(big);
    assertThat(CODEC.write(1.0).asString()).isEqualTo("1.0");
    assertThat(CODEC.write(0.1).asString()).isEqualTo("0.1");
    assertThat(CODEC.readPlain(CODEC.write(Double.MIN_VALUE))).isEqualTo(Double.MIN_VALUE);
    assertThat(CODEC.read(CODEC.write(new BigDecimal("1.10")), BigDecimal.class))
        .isEqualTo(new BigDecimal("1.10"));
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void numbersThatJsonLacksAreBareWords(String word) {
    double value = Double.parseDouble(word);

    assertThat(CODEC.write(value).asString()).isEqualTo(word);
    assertThat(CODEC.write(List.of((float) value)).asString()).isEqualTo("[" + word + "]");
    assertThat(CODEC.readPlain(JsonText.of("[" + word + "]"))).isEqualTo(List.of(value));
    assertThat(CODEC.read(JsonText.of(word), double.class)).isEqualTo(value);
  }

  @Test
  void aNumberBeyondADoubleIsInfiniteAsInPythonAndQuick() {
    assertThat(CODEC.readPlain(JsonText.of("[1e1000000000]")))
        .isEqualTo(List.of(Double.POSITIVE_INFINITY));
    assertThatThrownBy(() -> CODEC.read(JsonText.of("1e1000000000"), BigInteger.class))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> CODEC.read(JsonText.of("1e1000000000"), long.class))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void stringsAreWrittenInAscii() {
    assertThat(CODEC.write("hé😀\n\u0000/").asString())
        .isEqualToIgnoringCase("\"h\\u00e9\\ud83d\\ude00\\n\\u0000/\"");
  }

  @Test
  void loneSurrogatesReadBackTheSame() {
    for (String text : List.of("\ud800", "a\udc00b", "\udc00\ud800", "\ud800\ud800\udc00")) {
      JsonText written = CODEC.write(text);

      assertThat(written.asString()).matches("[ -~]*");
      assertThat(CODEC.readPlain(written)).isEqualTo(text);
      // And as what is inside a string, which has been unescaped once.
      JsonText inner = CODEC.buffer().raw("{\"a\": ").raw(written).raw("}").toJsonText();
      JsonText outer = CODEC.buffer().quoted(inner.asString()).toJsonText();
      JsonText field = CODEC.readFields(JsonStrings.unescaped(outer)).field("a").orElseThrow();
      assertThat(CODEC.readPlain(field)).isEqualTo(text);
    }
    // What was unescaped to a unit that UTF-8 lacks is still read as that unit.
    JsonText raw = JsonStrings.unescaped(JsonText.of("\"{\\\"a\\\": \\\"\\ud800\\\"}\""));
    assertThat(CODEC.readPlain(raw)).isEqualTo(Map.of("a", "\ud800"));
  }

  @Test
  void timesAreWrittenAsOsloWritesThem() {
    Instant at = Instant.parse("2020-01-02T03:04:05.000678Z");
    String text = "\"2020-01-02T03:04:05.000678\"";

    assertThat(CODEC.write(at).asString()).isEqualTo(text);
    assertThat(CODEC.write(LocalDateTime.parse("2020-01-02T03:04:05.000678")).asString())
        .isEqualTo(text);
    assertThat(CODEC.write(OffsetDateTime.parse("2020-01-02T05:04:05.000678+02:00")).asString())
        .isEqualTo(text);
    assertThat(
            CODEC
                .write(ZonedDateTime.parse("2020-01-02T04:04:05.000678+01:00[Europe/Paris]"))
                .asString())
        .isEqualTo(text);
    assertThat(CODEC.write(Instant.parse("2020-01-02T03:04:05Z")).asString())
        .isEqualTo("\"2020-01-02T03:04:05.000000\"");
    assertThat(CODEC.write(Map.of("at", at)).asString()).isEqualTo("{\"at\":" + text + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2020-01-02T03:04:05.000678",
        "2020-01-02 03:04:05.000678",
        "2020-01-02T03:04:05.000678Z",
        "2020-01-02T05:04:05.000678+02:00"
      })
  void timesAreReadWithTheirZoneOrAsUtc(String text) {
    JsonText json = CODEC.write(text);

    assertThat(CODEC.read(json, Instant.class))
        .isEqualTo(Instant.parse("2020-01-02T03:04:05.000678Z"));
    assertThat(CODEC.read(json, LocalDateTime.class))
        .isEqualTo(LocalDateTime.parse("2020-01-02T03:04:05.000678"));
    assertThat(((OffsetDateTime) CODEC.read(json, OffsetDateTime.class)).toInstant())
        .isEqualTo(Instant.parse("2020-01-02T03:04:05.000678Z"));
    assertThat(((ZonedDateTime) CODEC.read(json, ZonedDateTime.class)).toInstant())
        .isEqualTo(Instant.parse("2020-01-02T03:04:05.000678Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"yesterday\"",
        "\"2020-13-02T03:04:05\"",
        "12",
        "1.5",
        "true",
        "{}",
        "[]",
        "\"2020-01-02\""
      })
  void whatIsNoTimeIsRefused(String json) {
    assertThatThrownBy(() -> CODEC.read(JsonText.of(json), Instant.class))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void otherValuesHaveTheirUsualForms() {
    UUID id = UUID.fromString("1e80ba51-106d-486c-a54e-72e14aac5f18");
    assertThat(CODEC.write(id).asString()).isEqualTo("\"" + id + "\"");
    assertThat(CODEC.read(CODEC.write(id), UUID.class)).isEqualTo(id);
    assertThat(CODEC.write(LocalDate.parse("2020-01-02")).asString()).isEqualTo("\"2020-01-02\"");
    assertThat(CODEC.write(URI.create("a:b")).asString()).isEqualTo("\"a:b\"");
    assertThat(CODEC.write(Size.LARGE).asString()).isEqualTo("\"LARGE\"");
    assertThat(CODEC.write(new int[] {1, 2}).asString()).isEqualTo("[1,2]");
    assertThat(CODEC.write(Optional.empty()).asString()).isEqualTo("null");
    assertThat(CODEC.write(Optional.of(1)).asString()).isEqualTo("1");
    assertThat(CODEC.write(null).asString()).isEqualTo("null");
    assertThat(CODEC.write(Map.of(1, "a")).asString()).isEqualTo("{\"1\":\"a\"}");
  }

  @Test
  void recordsGenericsOptionalsAndEnumsReadBack() {
    Vm vm = new Vm("a", 2, Optional.of("h"), List.of(Size.SMALL, Size.LARGE));
    assertThat(CODEC.read(CODEC.write(vm), Vm.class)).isEqualTo(vm);
    assertThat(CODEC.read(CODEC.write(List.of(vm)), new TypeRef<List<Vm>>() {}.type()))
        .isEqualTo(List.of(vm));
    assertThat(CODEC.read(CODEC.write(Map.of("k", vm)), new TypeRef<Map<String, Vm>>() {}.type()))
        .isEqualTo(Map.of("k", vm));
    assertThat(CODEC.read(JsonText.of("null"), new TypeRef<Optional<Vm>>() {}.type()))
        .isEqualTo(Optional.empty());
    assertThat(CODEC.read(JsonText.of("5"), new TypeRef<Optional<Integer>>() {}.type()))
        .isEqualTo(Optional.of(5));
    Bean bean = new Bean();
    bean.name = "n";
    bean.numbers.add(3);
    assertThat(CODEC.write(bean).asString()).isEqualTo("{\"name\":\"n\",\"numbers\":[3]}");
  }

  static List<Object[]> misfits() {
    Type strings = new TypeRef<List<String>>() {}.type();
    return Arrays.asList(
        new Object[] {"\"5\"", int.class},
        new Object[] {"\"5\"", Integer.class},
        new Object[] {"\"5\"", long.class},
        new Object[] {"\"5\"", BigInteger.class},
        new Object[] {"\"1.5\"", double.class},
        new Object[] {"\"\"", Integer.class},
        new Object[] {"5", String.class},
        new Object[] {"5.5", String.class},
        new Object[] {"true", String.class},
        new Object[] {"1.5", int.class},
        new Object[] {"1.0", int.class},
        new Object[] {"1.5", BigInteger.class},
        new Object[] {"1", boolean.class},
        new Object[] {"\"true\"", boolean.class},
        new Object[] {"true", int.class},
        new Object[] {"null", int.class},
        new Object[] {"null", boolean.class},
        new Object[] {"null", double.class},
        new Object[] {"3000000000", int.class},
        new Object[] {"9223372036854775808", long.class},
        new Object[] {"300", byte.class},
        new Object[] {"[1]", int.class},
        new Object[] {"{}", int.class},
        new Object[] {"[1]", strings},
        new Object[] {"\"a\"", strings},
        new Object[] {"{\"a\": 1}", strings},
        new Object[] {"\"\"", Vm.class},
        new Object[] {"[]", Vm.class},
        new Object[] {"{\"name\": 5}", Vm.class},
        new Object[] {"\"MEDIUM\"", Size.class},
        new Object[] {"\"small\"", Size.class},
        new Object[] {"0", Size.class},
        new Object[] {"\"\"", Size.class},
        new Object[] {"\"no\"", UUID.class},
        new Object[] {"{\"value\": -1}", Picky.class},
        new Object[] {"1 2", int.class},
        new Object[] {"", int.class},
        new Object[] {"{", Map.class});
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("misfits")
  void whatDoesNotFitATypeIsRefused(String json, Type type) {
    assertThatThrownBy(() -> CODEC.read(JsonText.of(json), type))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void aFieldThatATypeDoesNotKnowIsSkipped() {
    assertThat(CODEC.read(JsonText.of("{\"value\": 1, \"newer\": [{}]}"), Picky.class))
        .isEqualTo(new Picky(1));
  }

  @Test
  void aRefusalNamesTheTypeAndStaysOnOneLine() {
    assertThatThrownBy(() -> CODEC.read(JsonText.of("\"a\\nb\""), int.class))
        .hasMessageStartingWith("JSON does not fit int: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aTypeNamedInThePayloadIsPlainData() {
    String gadget =
        "{\"@class\": \"java.lang.Thread\", \"@type\": \"x\", \"v\": [\"javax.swing.JEditorPane\", {}]}";

    assertThat(CODEC.read(JsonText.of(gadget), Object.class))
        .isEqualTo(
            Map.of(
                "@class",
                "java.lang.Thread",
                "@type",
                "x",
                "v",
                List.of("javax.swing.JEditorPane", Map.of())));
  }

  @Test
  void whatHasNoJsonFormIsRefused() {
    Map<String, Object> cycle = new LinkedHashMap<>();
    cycle.put("self", cycle);
    List<Object> list = new ArrayList<>();
    list.add(list);
    for (Object value :
        List.of(
            new Empty(),
            new Object(),
            List.of(new Empty()),
            Map.of("a", new Object()),
            new Hostile(),
            cycle,
            list)) {
      assertThatThrownBy(() -> CODEC.write(value))
          .as(value.getClass().getName())
          .isInstanceOf(SerializationException.class)
          .hasMessageStartingWith(
              "A value of " + value.getClass().getName() + " cannot be written as JSON");
    }
  }

  @Test
  void whatIsTooLargeIsRefusedAsThatHoweverDeepItIs() {
    JsonCodec small =
        JsonCodec.of(FjordConfig.defaults().with(CoreOptions.MAX_MESSAGE_SIZE, "20000"));
    String text = "x".repeat(30_000);
    for (Object value :
        List.of(
            text,
            List.of(text),
            Map.of("a", List.of(Map.of("b", text))),
            new Vm(text, 1, Optional.empty(), List.of()),
            new int[20_000])) {
      assertThatThrownBy(() -> small.write(value)).isInstanceOf(MessageTooLargeException.class);
    }
  }

  @Test
  void theStreamStaysOpen() {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };

    CODEC.write(List.of(1), out);
    CODEC.write("x", out);

    assertThat(out).hasToString("[1]\"x\"");
  }

  @Test
  void readersOfMoreTypesThanAreKeptWorkAllTheSame() {
    for (int i = 0; i < 1_500; i++) {
      // A type that is equal to no other: an application may make one for each call.
      Type type = unequalListOfStrings();
      assertThat(CODEC.read(JsonText.of("[\"a\"]"), type)).isEqualTo(List.of("a"));
    }
  }

  @Test
  void aStringIsReadOnlyFromAString() {
    assertThat(CODEC.readString(JsonText.of("\"a\\n\""))).contains("a\n");
    assertThat(CODEC.readString(JsonText.of("5"))).isEmpty();
    assertThat(CODEC.readString(JsonText.of("null"))).isEmpty();
    assertThat(CODEC.readString(JsonText.of("[\"a\"]"))).isEmpty();
    assertThatThrownBy(() -> CODEC.readString(JsonText.of("\"a")))
        .isInstanceOf(MalformedMessageException.class);
    assertThat(CODEC.readList(JsonText.of("[1, \"a\"]")).size()).isEqualTo(2);
    assertThat(CODEC.readList(JsonText.of("null"))).isEmpty();
    assertThat(CODEC.readList(JsonText.of("{}"))).isEmpty();
  }

  private static Type unequalListOfStrings() {
    return new java.lang.reflect.ParameterizedType() {
      @Override
      public Type[] getActualTypeArguments() {
        return new Type[] {String.class};
      }

      @Override
      public Type getRawType() {
        return List.class;
      }

      @Override
      public Type getOwnerType() {
        return null;
      }
    };
  }
}
