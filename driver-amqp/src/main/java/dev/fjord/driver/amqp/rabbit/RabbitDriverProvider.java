package dev.fjord.driver.amqp.rabbit;

import dev.fjord.ConfigOption;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.rabbit.config.RabbitOptions;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.DriverSettings;
import java.util.List;
import java.util.Set;

/**
 * Opens RabbitMQ: {@code rabbit} and {@code kombu}, which mean the same, and {@code rabbits}, which
 * means TLS and port 5671. Thread-safe.
 *
 * @since 0.1.0
 */
public final class RabbitDriverProvider implements DriverProvider {
  @Override
  public Set<String> schemes() {
    return Set.of("rabbit", "rabbits", "kombu");
  }

  @Override
  public List<ConfigOption<?>> options() {
    return RabbitOptions.group().declared();
  }

  @Override
  public Driver open(TransportUrl url, DriverSettings settings) {
    return new RabbitDriver(url, settings);
  }
}
