package dev.fjord.spi;

import dev.fjord.ConfigOption;
import dev.fjord.TransportUrl;
import java.util.List;
import java.util.Set;

/**
 * Makes drivers for the URL schemes it names; found through {@link java.util.ServiceLoader}.
 *
 * <p>A provider is a public class with a public constructor that takes no argument and does no
 * work. Its jar names it twice: in {@code provides} of its {@code module-info} and in {@code
 * META-INF/services/dev.fjord.spi.DriverProvider}, for the module path and the class path. No
 * method throws because something is missing on the machine before {@link #open} is called. Two
 * providers for one scheme are an error that names both.
 *
 * @since 0.1.0
 */
public interface DriverProvider {
  /** The URL schemes, in lower case. */
  Set<String> schemes();

  /**
   * Opens a driver. Reaches for no broker yet: that happens at first use, so that a service may
   * start before its broker.
   *
   * @throws dev.fjord.ConfigurationException if an option of the URL or the configuration cannot be
   *     used
   */
  Driver open(TransportUrl url, DriverSettings settings);

  /**
   * The options that it reads, so that the configuration can be checked. None unless overridden.
   */
  default List<ConfigOption<?>> options() {
    return List.of();
  }
}
