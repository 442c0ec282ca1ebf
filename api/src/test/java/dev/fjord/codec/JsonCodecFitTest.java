package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MessageTooLargeException;
import dev.fjord.SerializationException;
import dev.fjord.codec.JsonCodecValuesTest.Size;
import dev.fjord.codec.JsonCodecValuesTest.Vm;
import dev.fjord.rpc.TypeRef;
import dev.fjord.spi.JsonText;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What fits a type, a message or JSON at all, and what does not. */
class JsonCodecFitTest {
  private static final JsonCodec CODEC = JsonCodec.of(FjordConfig.defaults());

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
  @MethodSource("misfits")
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
}
