package dev.fjord.driver.amqp.proton;

import dev.fjord.TransportUrl;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.DriverSettings;
import java.util.Set;

/**
 * Opens brokers and routers of AMQP 1.0: {@code amqp}, and {@code amqps}, which means TLS and port
 * 5671. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ProtonDriverProvider implements DriverProvider {
  @Override
  public Set<String> schemes() {
    return Set.of("amqp", "amqps");
  }

  @Override
  public Driver open(TransportUrl url, DriverSettings settings) {
    return new ProtonDriver(url, settings);
  }
}
