package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.SerializationException;
import dev.fjord.rpc.TypeRef;
import dev.fjord.spi.JsonText;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
