package dev.fjord.transport;

import dev.fjord.FjordConfig;
import dev.fjord.TransportClosedException;
import dev.fjord.spi.Driver;
import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.NotifierDriverSettings;
import dev.fjord.spi.ProviderLookup;
import dev.fjord.spi.Timers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notifier drivers of one transport: each is opened at its first use and closed with the
 * transport. Thread-safe; opening one may read files.
 *
 * @since 0.1.0
 */
public final class NotifierDrivers {
  private static final Logger LOG = LoggerFactory.getLogger(NotifierDrivers.class);

  private final NotifierDriverSettings settings;
  private final Map<String, NotifierDriver> opened = new LinkedHashMap<>();
  private boolean closed;

  NotifierDrivers(FjordConfig config, Driver wire, Timers timers) {
    settings = new NotifierDriverSettings(config, wire, timers, this::get);
  }

  /**
   * The driver with a name.
   *
   * @throws dev.fjord.ProviderException if no jar provides it
   * @throws dev.fjord.ConfigurationException if it cannot be used as it is configured
   */
  public synchronized NotifierDriver get(String name) {
    if (closed) {
      throw new TransportClosedException("The transport is closed");
    }
    NotifierDriver known = opened.get(name);
    if (known == null) {
      // One that passes notifications on asks for others meanwhile, on this thread.
      known = ProviderLookup.notifierDrivers().find(name).open(settings);
      opened.put(name, known);
    }
    return known;
  }

  synchronized void close() {
    closed = true;
    opened.forEach(NotifierDrivers::close);
    opened.clear();
  }

  private static void close(String name, NotifierDriver driver) {
    try {
      driver.close();
    } catch (RuntimeException e) {
      LOG.warn("The notifier driver {} could not be closed", name, e);
    }
  }
}
