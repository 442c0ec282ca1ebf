package dev.fjord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigOptionTest {
  private static final ConfigOption<Integer> NUMBER =
      ConfigOption.integer("group", "number", 5, 2, "A number.");
  private static final ConfigOption<Duration> TIME =
      ConfigOption.seconds("DEFAULT", "time", "1.5", "A time, in s.");
  private static final ConfigOption<Boolean> FLAG =
      ConfigOption.flag("DEFAULT", "flag", "true", "A flag.");
  private static final ConfigOption<String> CHOICE =
      ConfigOption.choice("DEFAULT", "choice", List.of("one", "two"), "A choice.");

  @Test
  void aKeyHasItsGroupUnlessThatIsTheDefault() {
    assertThat(NUMBER.key()).isEqualTo("group.number");
    assertThat(NUMBER).hasToString("group.number");
    assertThat(TIME.key()).isEqualTo("time");
    assertThat(TIME.group()).isEqualTo("DEFAULT");
    assertThat(TIME.name()).isEqualTo("time");
    assertThat(TIME.meaning()).isEqualTo("A time, in s.");
  }

  @Test
  void valuesAreTrimmedAndTyped() {
    assertThat(NUMBER.parse(" 7 ")).isEqualTo(7);
    assertThat(TIME.parse(" 0.25 ")).isEqualTo(Duration.ofMillis(250));
    assertThat(TIME.parse("0")).isEqualTo(Duration.ZERO);
    assertThat(CHOICE.parse(" two ")).isEqualTo("two");
    assertThat(ConfigOption.list("DEFAULT", "l", "", "").parse(" a ,, b,"))
        .containsExactly("a", "b");
    assertThat(ConfigOption.list("DEFAULT", "l", "", "").parse("")).isEmpty();
    assertThat(ConfigOption.text("DEFAULT", "t", "", "").parse(" as is ")).isEqualTo(" as is ");
  }

  @ParameterizedTest
  @CsvSource({
    "true,true",
    "1,true",
    "On,true",
    "YES,true",
    "false,false",
    "0,false",
    "off,false",
    "No,false"
  })
  void aFlagHasOslosSpellings(String text, boolean value) {
    assertThat(FLAG.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.5", "99999999999", "0x10"})
  void whatIsNoWholeNumberIsRefusedByKeyValueAndRule(String text) {
    assertThatThrownBy(() -> NUMBER.parse(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("group.number = " + text + " cannot be used: it must be a whole number");
  }

  @Test
  void aNumberBelowTheLeastIsRefused() {
    assertThatThrownBy(() -> NUMBER.parse("1"))
        .hasMessage("group.number = 1 cannot be used: it must be at least 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "NaN", "Infinity", "1e300", "-0.001"})
  void aTimeIsNotNegativeAndEnds(String text) {
    assertThatThrownBy(() -> TIME.parse(text))
        .hasMessage(
            "time = " + text + " cannot be used: it must be a number of seconds, not negative");
  }

  @Test
  void otherMistakesNameTheirRuleToo() {
    assertThatThrownBy(() -> TIME.parse("soon"))
        .hasMessageContaining("must be a number of seconds");
    assertThatThrownBy(() -> FLAG.parse("maybe"))
        .hasMessage("flag = maybe cannot be used: it must be true or false");
    assertThatThrownBy(() -> CHOICE.parse("three"))
        .hasMessage("choice = three cannot be used: it must be one of one, two");
    assertThatThrownBy(() -> CHOICE.parse("a\nb")).hasMessageNotContaining("\n");
  }

  @Test
  void everyCoreOptionHasAMeaningAKeyOfItsOwnAndADefaultThatParses() {
    Set<String> keys = new HashSet<>();
    for (ConfigOption<?> option : CoreOptions.all()) {
      assertThat(keys.add(option.key())).as(option.key()).isTrue();
      assertThat(option.meaning()).endsWith(".");
      assertThat(option.parse(option.defaultText())).isNotNull();
    }
    assertThat(keys).contains("executor", "transport_url", "rpc_response_timeout");
  }

  @Test
  void theCoreDefaultsAreWhatTheyAreDocumentedToBe() {
    FjordConfig config = FjordConfig.defaults();

    assertThat(config.get(CoreOptions.TRANSPORT_URL)).isEqualTo("fake://");
    assertThat(config.get(CoreOptions.CONTROL_EXCHANGE)).isEqualTo("openstack");
    assertThat(config.get(CoreOptions.RPC_RESPONSE_TIMEOUT)).hasSeconds(60);
    assertThat(config.get(CoreOptions.SEND_TIMEOUT)).hasSeconds(30);
    assertThat(config.get(CoreOptions.EXECUTOR_THREAD_POOL_SIZE)).isEqualTo(64);
    assertThat(config.get(CoreOptions.EXECUTOR_MAX_IN_FLIGHT)).isEqualTo(1024);
    assertThat(config.get(CoreOptions.EVENT_LOOPS)).isEqualTo(1);
    assertThat(config.get(CoreOptions.ENDPOINT_TIMEOUT)).hasSeconds(300);
    assertThat(config.get(CoreOptions.MAX_MESSAGE_SIZE)).isEqualTo(16 << 20);
    assertThat(config.get(CoreOptions.RPC_ERROR_TRACES)).isFalse();
    assertThat(config.get(CoreOptions.NOTIFICATION_TOPICS)).containsExactly("notifications");
    assertThat(config.get(CoreOptions.NOTIFICATION_DRIVERS)).containsExactly("messagingv2");
  }
}
