package dev.fjord.notify.routing;

import dev.fjord.ConfigOption;
import dev.fjord.ConfigurationException;
import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.NotifierDriverProvider;
import dev.fjord.spi.NotifierDriverSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Passes notifications on to the drivers that a YAML file names for them. Thread-safe.
 *
 * <p>The file is read once for each transport, and the drivers that it names are opened then, so
 * that what is wrong with it shows at the start of a service.
 *
 * @since 0.1.0
 */
public final class RoutingProvider implements NotifierDriverProvider {
  private static final String NAME = "routing";

  /** Does nothing. */
  public RoutingProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<ConfigOption<?>> options() {
    return RoutingOptions.all();
  }

  @Override
  public NotifierDriver open(NotifierDriverSettings settings) {
    String file = settings.config().get(RoutingOptions.ROUTING_CONFIG);
    if (file.isEmpty()) {
      throw new ConfigurationException(
          "The notifier driver routing needs a file with its rules: set "
              + RoutingOptions.ROUTING_CONFIG.key());
    }
    RoutingTable table = RoutingFile.read(Path.of(file));
    if (table.drivers().contains(NAME)) {
      throw new ConfigurationException(
          "The rules in " + file + " name the driver routing, which cannot pass on to itself");
    }
    Map<String, NotifierDriver> drivers = new LinkedHashMap<>();
    table.drivers().forEach(name -> drivers.put(name, settings.others().apply(name)));
    return new RoutingDriver(table, drivers);
  }
}
