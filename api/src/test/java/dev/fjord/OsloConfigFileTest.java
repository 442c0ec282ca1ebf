package dev.fjord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What oslo.config's form means; a test against oslo.config itself is among those of interop. */
class OsloConfigFileTest {
  private static final ConfigOption<String> TEXT = ConfigOption.text("mine", "text", "unset", "-");
  private static final ConfigOption<List<String>> LIST =
      ConfigOption.list("mine", "list", "unset", "-");
  private static final ConfigOption<List<String>> MULTI =
      ConfigOption.multi("mine", "multi", "unset", "-");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text = a b            | a b
          text=a                | a
          text: a               | a
          text = a:b=c          | a:b=c
          text : a=b            | a=b
          text = "a "           | 'a '
          text = "a             | '"a'
          text = a # no comment | a # no comment
          text =                | ''
          """)
  void aLineIsAKeyAndItsValue(String line, String value) {
    assertThat(config("[mine]\n" + line).get(TEXT)).isEqualTo(value);
  }

  @Test
  void valuesGoOnInLinesThatBeginWithASpace() {
    assertThat(config("[mine]\nlist = a,\n  b,\n\tc\n\n# d\nmulti = x\n").get(LIST))
        .containsExactly("a", "b", "c");
  }

  @Test
  void aKeyThatIsRepeatedAddsWhereAnOptionHasSeveralValuesAndReplacesElsewhere() {
    FjordConfig config =
        config("[mine]\nmulti = a\nmulti = b\nlist = a\nlist = b\ntext = a\ntext = b\n");
    assertThat(config.get(MULTI)).containsExactly("a", "b");
    assertThat(config.get(LIST)).containsExactly("b");
    assertThat(config.get(TEXT)).isEqualTo("b");
  }

  @Test
  void aSecondFileWinsAndAddsToWhatHasSeveralValues() {
    FjordConfig config =
        FjordConfig.builder()
            .fromFile(file("one.conf", "[mine]\nmulti = a\ntext = a\n"))
            .fromFile(file("two.conf", "[MINE]\nmulti = b\ntext = b\n"))
            .set("executor", "async")
            .build();
    assertThat(config.get(MULTI)).containsExactly("a", "b");
    assertThat(config.get(TEXT)).isEqualTo("b");
    assertThat(config.isShared("mine.text")).isTrue();
    assertThat(config.isShared("executor")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $name             | of DEFAULT
          ${name}s          | of DEFAULTs
          ${other.name}     | of other
          $own-$own         | of mine-of mine
          $$name            | $name
          \\$name           | $name
          $5 and $          | $5 and $
          $outer            | of DEFAULT!
          $control_exchange | openstack
          """)
  void namesStandForValues(String template, String value) {
    FjordConfig config =
        config(
            "[DEFAULT]\nname = of DEFAULT\nouter = $name!\n[other]\nname = of other\n"
                + "[mine]\nown = of mine\ntext = "
                + template);
    assertThat(config.get(TEXT)).isEqualTo(value);
  }

  @Test
  void aNameWithoutValueIsAnErrorOfTheOptionThatNeedsItOnly() {
    FjordConfig config = config("[mine]\ntext = $state_path/x\nlist = fine\n");
    assertThat(config.get(LIST)).containsExactly("fine");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> config.get(TEXT))
        .withMessageContainingAll("mine.text", "state_path", "$$");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> config("[mine]\ntext = $text\n").get(TEXT))
        .withMessageContaining("circle");
  }

  @Test
  void valuesFromElsewhereAreNoTemplates() {
    assertThat(FjordConfig.builder().set(TEXT, "pa$word$$").build().get(TEXT))
        .isEqualTo("pa$word$$");
    assertThat(config("[mine]\ntext = a\n").with(TEXT, "$own").get(TEXT)).isEqualTo("$own");
  }

  @ParameterizedTest
  @CsvSource({
    "'key = value', 'line 1 stands in no section'",
    "'[mine', 'line 1 begins a section'",
    "'[]', 'line 1 begins a section'",
    "' secret', 'line 1 goes on with a value'",
    "'[mine]\n\nsecret', 'line 3 is neither a section nor key = value'",
    "'[mine]\n= secret', 'line 2 has no key'",
  })
  void whatCannotBeReadIsNamedByItsLineAndNotShown(String text, String why) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> config(text))
        .withMessageContainingAll("service.conf", why)
        .withMessageNotContaining("secret");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> FjordConfig.builder().fromFile(folder.resolve("no.conf")))
        .withMessageContaining("no.conf");
  }

  private FjordConfig config(String text) {
    return FjordConfig.builder().fromFile(file("service.conf", text)).build();
  }

  private Path file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
