package dev.fjord.spi;

import dev.fjord.ConfigOption;
import java.util.List;

/**
 * Makes notifier drivers; found through {@link java.util.ServiceLoader} by its name.
 *
 * <p>The same contract as {@link DriverProvider}: public class, public constructor without argument
 * or work, named in {@code module-info} and in {@code
 * META-INF/services/dev.fjord.spi.NotifierDriverProvider}. Two providers with one name are an error
 * that names both.
 *
 * @since 0.1.0
 */
public interface NotifierDriverProvider {
  /** The name that the option {@code oslo_messaging_notifications.driver} selects it by. */
  String name();

  /**
   * Opens a driver for one transport. Called at its first use; may read files, reaches for no
   * network.
   *
   * @throws dev.fjord.ConfigurationException if an option cannot be used
   */
  NotifierDriver open(NotifierDriverSettings settings);

  /**
   * The options that it reads, so that the configuration can be checked. None unless overridden.
   */
  default List<ConfigOption<?>> options() {
    return List.of();
  }
}
