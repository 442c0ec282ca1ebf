package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fjord.ConfigOption;
import dev.fjord.FjordConfig;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.OptionGroup;
import dev.fjord.driver.amqp.rabbit.config.RabbitOptions;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The names, old names and defaults of options, as an installed oslo.messaging lists its own. */
class OptionNamesTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final SharedPython python = SharedPython.at(rabbit);

  /** Where the default differs on purpose, and ssl's newer one. */
  private static final Map<String, String> OWN_DEFAULTS =
      Map.of(
          "kombu_reconnect_delay", "0.2",
          "rabbit_interval_max", "1",
          "rabbit_login_method", "PLAIN",
          "ssl_enforce_hostname_verification", "true",
          "heartbeat_rate", "3");

  private static final Map<String, ConfigOption<?>> KNOWN =
      Stream.concat(RabbitOptions.all().stream(), RabbitOptions.withoutEffect().stream())
          .collect(Collectors.toMap(ConfigOption::name, Function.identity()));

  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(OptionGroup.class);

  private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

  @BeforeEach
  void collectWarnings() {
    warnings.start();
    LOGGER.addAppender(warnings);
    LOGGER.setAdditive(false);
  }

  @AfterEach
  void stopCollecting() {
    LOGGER.detachAppender(warnings);
    LOGGER.setAdditive(true);
  }

  @Rule({"options.names", "options.defaults", "options.old-names"})
  @Test
  void everyOptionOfPythonsIsKnownUnderItsNamesAndHasItsDefault() throws Exception {
    JsonNode options = python.answer(PeerCommand.options(RabbitOptions.GROUP));
    assertThat(options.size()).isGreaterThan(25);
    for (JsonNode option : options) {
      String name = option.get("name").asString();
      assertThat(taken(name)).as(name).isTrue();
      if (KNOWN.containsKey(name)) {
        assertThat(warnings.list).as(name).isEmpty();
      }
      warnings.list.clear();
      for (JsonNode old : option.get("old")) {
        assertThat(taken(old.asString())).as(old.asString()).isTrue();
        assertThat(warnings.list.remove(0).getFormattedMessage())
            .contains(old.asString() + " is an old name of oslo_messaging_rabbit." + name);
      }
      if (option.get("in_default").booleanValue()) {
        assertThat(RabbitOptions.group().onceUngrouped()).as(name).contains(name);
      }
      if (KNOWN.containsKey(name)) {
        String expected = OWN_DEFAULTS.getOrDefault(name, text(option.get("default")));
        assertThat(number(KNOWN.get(name).defaultText())).as(name).isEqualTo(number(expected));
      }
    }
  }

  /** Those that came after 14.0.3. */
  @Rule({"options.later-names"})
  @ParameterizedTest
  @CsvSource({
    "kombu_reconnect_splay,           0",
    "rabbit_transient_quorum_queue,   false",
    "rabbit_quorum_max_memory_length, 0",
    "rabbit_quorum_max_memory_bytes,  0",
    "use_queue_manager,               false",
    "hostname,                        ''",
    "processname,                     ''",
    "rabbit_stream_fanout,            false",
    "rpc_conn_pool_size,              30",
    "conn_pool_min_size,              2",
    "conn_pool_ttl,                   1200",
    "ssl_enforce_fips_mode,           false",
  })
  void laterOptionsAreKnownUnderTheirNames(String name, String value) {
    assertThat(KNOWN).containsKey(name);
    assertThat(KNOWN.get(name).defaultText()).isEqualTo(value);
  }

  /** In a URL; what the group has not is refused there. */
  private static boolean taken(String name) {
    FjordConfig overlaid =
        RabbitOptions.group()
            .overlaid(FjordConfig.defaults(), TransportUrl.parse("rabbit://h/?" + name + "=1"));
    return overlaid.asMap().size() == 1;
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "" : value.asString();
  }

  /** 1.0 and 1 are the same. */
  private static Object number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
