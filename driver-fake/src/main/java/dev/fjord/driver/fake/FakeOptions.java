package dev.fjord.driver.fake;

import dev.fjord.ConfigOption;
import dev.fjord.ConfigurationException;
import dev.fjord.CoreOptions;
import dev.fjord.Escaped;
import dev.fjord.FjordConfig;
import dev.fjord.Spelling;
import dev.fjord.TransportUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a URL and the configuration say about one transport.
 *
 * @param mode {@code direct} or {@code blocking}
 * @param replyDelay how long each reply is held back
 * @param defaultExchange the exchange of targets that name none
 */
record FakeOptions(String mode, Duration replyDelay, String defaultExchange) {
  private static final String GROUP = "fake";
  private static final ConfigOption<String> MODE =
      ConfigOption.choice(
          GROUP,
          "mode",
          List.of("direct", "blocking"),
          "Whether messages pass through the adapter for wires that can only block.");
  private static final ConfigOption<Duration> REPLY_DELAY =
      ConfigOption.seconds(GROUP, "reply_delay", "0", "How long each reply is held back, in s.");
  private static final List<ConfigOption<?>> KNOWN = List.of(MODE, REPLY_DELAY);

  /** All that a transport can be opened with, in the order of the reference page. */
  static List<ConfigOption<?>> all() {
    return KNOWN;
  }

  /**
   * Reads them.
   *
   * @throws ConfigurationException if the query has an option that is not known or cannot be used
   */
  static FakeOptions of(TransportUrl url, FjordConfig config) {
    Map<String, String> query = url.query();
    query.keySet().forEach(FakeOptions::requireKnown);
    return new FakeOptions(
        value(MODE, query, config),
        value(REPLY_DELAY, query, config),
        config.get(CoreOptions.CONTROL_EXCHANGE));
  }

  boolean isBlocking() {
    return mode.equals("blocking");
  }

  private static <T> T value(
      ConfigOption<T> option, Map<String, String> query, FjordConfig config) {
    String given = query.get(option.name());
    return given == null ? config.get(option) : option.parse(given);
  }

  private static void requireKnown(String name) {
    List<String> known = KNOWN.stream().map(ConfigOption::name).toList();
    if (known.contains(name)) {
      return;
    }
    String nearest = Spelling.nearest(name, known).orElseThrow();
    throw new ConfigurationException(
        "The fake driver has no option '"
            + Escaped.text(name)
            + "'. Did you mean '"
            + nearest
            + "'? Known: "
            + String.join(", ", known));
  }
}
