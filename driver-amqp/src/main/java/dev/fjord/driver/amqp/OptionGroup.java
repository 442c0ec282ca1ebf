package dev.fjord.driver.amqp;

import dev.fjord.ConfigOption;
import dev.fjord.ConfigurationException;
import dev.fjord.Escaped;
import dev.fjord.FjordConfig;
import dev.fjord.Spelling;
import dev.fjord.TransportUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options of one driver: its group of the configuration, overridden by the URL's query, with
 * the names that options had in the past. Thread-safe.
 *
 * @since 0.1.0
 */
public final class OptionGroup {
  private static final Logger LOG = LoggerFactory.getLogger(OptionGroup.class);

  private final String name;
  private final List<ConfigOption<?>> options;
  private final Map<String, ConfigOption<?>> oldNames;
  private final Map<String, ConfigOption<?>> onceUngrouped;

  /**
   * With what it knows.
   *
   * @param name the group's name
   * @param options its options
   * @param oldNames options by the names they had in the past
   * @param onceUngrouped options that had their name, and no group, in the past
   */
  public OptionGroup(
      String name,
      List<ConfigOption<?>> options,
      Map<String, ConfigOption<?>> oldNames,
      List<ConfigOption<?>> onceUngrouped) {
    this.name = name;
    this.options = List.copyOf(options);
    this.oldNames = Map.copyOf(oldNames);
    this.onceUngrouped =
        onceUngrouped.stream().collect(Collectors.toMap(ConfigOption::name, Function.identity()));
  }

  /** The names that stood in no group in the past. */
  public Set<String> onceUngrouped() {
    return Set.copyOf(onceUngrouped.keySet());
  }

  /** Its options, each with the keys that it had in the past. */
  public List<ConfigOption<?>> declared() {
    List<ConfigOption<?>> declared = new ArrayList<>();
    for (ConfigOption<?> option : options) {
      List<String> former = new ArrayList<>(option.formerKeys());
      oldNames.forEach(
          (old, renamed) -> {
            if (renamed.key().equals(option.key())) {
              former.add(name + "." + old);
            }
          });
      if (onceUngrouped.containsKey(option.name())) {
        former.add(option.name());
      }
      declared.add(option.formerly(former.stream().sorted().toArray(String[]::new)));
    }
    return declared;
  }

  /**
   * The configuration in which the URL's query has been put over the group. What has its value by
   * an old name is logged as a warning.
   *
   * @throws ConfigurationException if the query has an option that the group has not
   */
  public FjordConfig overlaid(FjordConfig config, TransportUrl url) {
    FjordConfig.Builder builder = config.toBuilder();
    config
        .asMap()
        .forEach(
            (key, value) -> {
              ConfigOption<?> renamed = renamed(key);
              if (renamed != null) {
                warn(key, renamed);
                builder.rename(key, renamed);
              }
            });
    url.query().forEach((option, value) -> builder.set(known(option), value));
    return builder.build();
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>(oldNames.keySet());
    options.forEach(option -> names.add(option.name()));
    return names;
  }

  private @org.jspecify.annotations.Nullable ConfigOption<?> renamed(String key) {
    String prefix = name + ".";
    return key.startsWith(prefix)
        ? oldNames.get(key.substring(prefix.length()))
        : onceUngrouped.get(key);
  }

  private static void warn(String old, ConfigOption<?> option) {
    LOG.warn("The option {} is an old name of {}; write that instead", Escaped.text(old), option);
  }

  private ConfigOption<?> known(String option) {
    for (ConfigOption<?> candidate : options) {
      if (candidate.name().equals(option)) {
        return candidate;
      }
    }
    ConfigOption<?> renamed = oldNames.get(option);
    if (renamed != null) {
      warn(option, renamed);
      return renamed;
    }
    throw new ConfigurationException(
        "The transport URL sets '"
            + Escaped.text(option)
            + "', which the group ["
            + name
            + "] has not. Did you mean "
            + Spelling.nearest(option.toLowerCase(Locale.ROOT), names()).orElse("another")
            + "?");
  }
}
