package dev.fjord.notify.routing;

import dev.fjord.ConfigOption;
import java.util.List;

/**
 * The options of the notifier driver {@code routing}.
 *
 * @since 0.1.0
 */
public final class RoutingOptions {
  /** The file with the rules. */
  public static final ConfigOption<String> ROUTING_CONFIG =
      ConfigOption.text(
          "oslo_messaging_notifications",
          "routing_config",
          "",
          "The YAML file with the rules of the notifier driver routing, which needs one.");

  private RoutingOptions() {}

  /** All of them, in the order of the reference page. */
  public static List<ConfigOption<?>> all() {
    return List.of(ROUTING_CONFIG);
  }
}
