package dev.fjord.transport;

import dev.fjord.ConfigOption;
import dev.fjord.ConfigurationException;
import dev.fjord.CoreOptions;
import dev.fjord.Escaped;
import dev.fjord.FjordConfig;
import dev.fjord.Spelling;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.NotifierDriverProvider;
import dev.fjord.spi.ProviderLookup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through a configuration before it is used: gives options their names of today, and says what
 * will have no effect and why. Confined to one thread.
 */
final class ConfigReview {
  private static final Logger LOG = LoggerFactory.getLogger("dev.fjord.config");
  private static final String OSLO = "oslo_messaging_";

  private final FjordConfig config;
  private final Map<String, ConfigOption<?>> known = new LinkedHashMap<>();
  private final Map<String, ConfigOption<?>> former = new LinkedHashMap<>();
  private final Set<String> groups = new HashSet<>();
  private final List<String> unknown = new ArrayList<>();

  private ConfigReview(FjordConfig config, Optional<DriverProvider> given) {
    this.config = config;
    add(CoreOptions.all());
    add(CoreOptions.withoutEffect());
    given.ifPresent(provider -> add(provider.options()));
    if (!config.asMap().keySet().stream().allMatch(this::isInEffect)) {
      // Every jar is asked only where there is something to ask for.
      ProviderLookup.drivers().all().stream().map(DriverProvider::options).forEach(this::add);
      ProviderLookup.executors().all().stream().map(ExecutorProvider::options).forEach(this::add);
      ProviderLookup.notifierDrivers().all().stream()
          .map(NotifierDriverProvider::options)
          .forEach(this::add);
    }
  }

  /**
   * The configuration by the names of today.
   *
   * @param given a driver that need not be on the class path
   */
  static FjordConfig of(FjordConfig config, Optional<DriverProvider> given) {
    return new ConfigReview(config, given).reviewed();
  }

  private boolean isInEffect(String key) {
    ConfigOption<?> option = known.get(key);
    return option != null && !option.isWithoutEffect();
  }

  private void add(List<ConfigOption<?>> options) {
    for (ConfigOption<?> option : options) {
      known.put(option.key(), option);
      groups.add(option.group());
      option.formerKeys().forEach(key -> former.put(key, option));
    }
  }

  private FjordConfig reviewed() {
    FjordConfig.Builder builder = config.toBuilder();
    for (String key : config.asMap().keySet()) {
      ConfigOption<?> option = known.get(key);
      ConfigOption<?> renamed = former.get(key);
      if (option != null && option.isWithoutEffect()) {
        LOG.info("{} is accepted and has no effect. {}", option, option.meaning());
      } else if (option == null && renamed != null) {
        LOG.warn("{} is a former name of {}; write that instead", Escaped.text(key), renamed);
        builder.rename(key, renamed);
      } else if (option == null) {
        unknown.add(key);
      }
    }
    tellUnknown();
    FjordConfig reviewed = builder.build();
    refuseContradictions(reviewed);
    return reviewed;
  }

  private static void refuseContradictions(FjordConfig config) {
    if (config.get(CoreOptions.BLOCKED_LOOP_POLICY).equals("move")
        && config.get(CoreOptions.BLOCKED_LOOP_LIMIT).isZero()) {
      throw new ConfigurationException(
          "blocked_loop_policy = move needs a blocked_loop_limit above 0: without one, no method is"
              + " found to block its loop");
    }
    if (config.get(CoreOptions.RPC_RESPONSE_TIMEOUT).isZero()) {
      throw new ConfigurationException(
          "rpc_response_timeout = 0 would end every call before it is sent; set some seconds");
    }
  }

  private void tellUnknown() {
    Map<String, Set<String>> ofOthers = new TreeMap<>();
    for (String key : unknown) {
      String group = group(key);
      if (group.startsWith(OSLO) && !groups.contains(group) && !isSlip(group, groups)) {
        ofOthers.computeIfAbsent(group, one -> new TreeSet<>()).add(key);
      } else if (!config.isShared(key) || isOurs(key, group)) {
        LOG.warn(
            "There is no option {}, so it has no effect. Did you mean {}?",
            Escaped.text(key),
            Spelling.nearest(key, known.keySet()).orElse("another"));
      }
    }
    ofOthers.forEach(
        (group, keys) ->
            LOG.info(
                "{} keys of [{}] have no effect: no driver on the class path reads that group",
                keys.size(),
                Escaped.text(group)));
  }

  /** Whether a key of a whole service's configuration is likely meant for this library. */
  private boolean isOurs(String key, String group) {
    boolean isInDefault = group.equals(ConfigOption.DEFAULT_GROUP);
    if (!isInDefault && groups.contains(group)) {
      return true;
    }
    return isInDefault || isSlip(group, groups) ? isSlip(key, known.keySet()) : false;
  }

  private static boolean isSlip(String written, Set<String> names) {
    return Spelling.nearest(written, names)
        .filter(name -> Spelling.isNear(written, name))
        .isPresent();
  }

  private static String group(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? ConfigOption.DEFAULT_GROUP : key.substring(0, dot);
  }
}
