package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.FjordConfig;
import dev.fjord.SerializationException;
import dev.fjord.spi.CompiledClasses;
import dev.fjord.spi.JsonText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of types of a module that is not open. Runs on the module path. */
class ClosedPackageModuleTest {
  private static final String REMEDY =
      " cannot be reached: add 'opens app to tools.jackson.databind;' to module app";

  @TempDir Path folder;

  private final JsonCodec codec = JsonCodec.of(FjordConfig.defaults());

  @ParameterizedTest
  @ValueSource(strings = {"Result", "Hidden", "Bean"})
  void whatIsWrittenNamesTheDirectiveThatIsMissing(String name) throws Exception {
    Object value = value(entry(""), name);

    assertThatThrownBy(() -> codec.write(value))
        .isInstanceOf(SerializationException.class)
        .hasMessage("A value of app." + name + " cannot be written as JSON: app." + name + REMEDY);
    assertThatThrownBy(() -> codec.write(Map.of("in", List.of(value))))
        .isInstanceOf(SerializationException.class)
        .hasMessageEndingWith("cannot be written as JSON: app." + name + REMEDY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Result", "Hidden", "Bean"})
  void whatIsReadNamesTheDirectiveThatIsMissing(String name) throws Exception {
    Class<?> type = value(entry(""), name).getClass();

    assertThatThrownBy(() -> codec.read(JsonText.of("{\"a\":1}"), type))
        .isInstanceOf(SerializationException.class)
        .hasMessage("JSON does not fit app." + name + ": app." + name + REMEDY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"opens app to tools.jackson.databind;", "opens app;"})
  void withTheDirectiveItIsWrittenAndRead(String opens) throws Exception {
    Object value = value(entry(opens), "Hidden");
    JsonText json = codec.write(value);

    assertThat(json.asString()).isEqualTo("{\"a\":1}");
    assertThat(codec.read(json, value.getClass())).isEqualTo(value);
  }

  @Test
  void whatDoesNotFitForAnotherReasonSaysThat() throws Exception {
    Class<?> type = value(entry(""), "Result").getClass();

    assertThatThrownBy(() -> codec.read(JsonText.of("[]"), type))
        .isInstanceOf(SerializationException.class)
        .message()
        .startsWith("JSON does not fit app.Result")
        .doesNotContain("opens");
  }

  private static Object value(Class<?> entry, String name) throws Exception {
    return entry.getMethod(name).invoke(null);
  }

  private Class<?> entry(String opens) throws Exception {
    return CompiledClasses.entryOfModule(
        folder,
        Map.of(
            "module-info.java",
            "module app { exports entry; " + opens + " }",
            "entry/Entry.java",
            "package entry; public class Entry {"
                + " public static Object Result() { return app.Values.result(); }"
                + " public static Object Hidden() { return app.Values.hidden(); }"
                + " public static Object Bean() { return new app.Bean(); } }",
            "app/Values.java",
            "package app; public class Values {"
                + " public static Object result() { return new Result(1); }"
                + " public static Object hidden() { return new Hidden(1); } }",
            "app/Result.java",
            "package app; public record Result(int a) {}",
            "app/Hidden.java",
            "package app; record Hidden(int a) {}",
            "app/Bean.java",
            "package app; public class Bean { public int getA() { return 1; } public void setA(int a) {} }"));
  }
}
