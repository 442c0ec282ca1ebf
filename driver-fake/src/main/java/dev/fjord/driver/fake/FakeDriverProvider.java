package dev.fjord.driver.fake;

import dev.fjord.ConfigOption;
import dev.fjord.TransportUrl;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.DriverSettings;
import java.util.List;
import java.util.Set;

/**
 * Opens {@code fake://}: for each transport a broker of its own, on the transport's clock.
 * Transports that are to reach each other share a {@link FakeBroker} instead.
 *
 * <p>The query takes {@code mode=direct} (the default) or {@code mode=blocking}, which carries the
 * same messages through the adapter for blocking wires, and {@code reply_delay} in seconds, which
 * holds every reply back so long (default 0). Hosts and virtual host are ignored.
 *
 * <p>Thread-safe; does not block.
 *
 * @since 0.1.0
 */
public final class FakeDriverProvider implements DriverProvider {
  /** Does nothing; for {@link java.util.ServiceLoader}. */
  public FakeDriverProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of(FakeBroker.SCHEME);
  }

  @Override
  public List<ConfigOption<?>> options() {
    return FakeOptions.all();
  }

  @Override
  public Driver open(TransportUrl url, DriverSettings settings) {
    return FakeBroker.onRealTime().open(url, settings);
  }
}
