package dev.fjord.spi;

import dev.fjord.ConnectionChange;
import dev.fjord.FjordConfig;
import java.util.function.Consumer;

/**
 * What a driver is given besides its URL.
 *
 * @param config the configuration; the URL's query overrides the driver's own group
 * @param timers the transport's clock and timer
 * @param connections is told each change of each connection, in order, by a driver that has the
 *     {@link Capability#CONNECTION_CHANGES}; returns at once, so wire may call it
 * @since 0.1.0
 */
public record DriverSettings(
    FjordConfig config, Timers timers, Consumer<ConnectionChange> connections) {
  /** For a driver whose connections nobody observes. */
  public DriverSettings(FjordConfig config, Timers timers) {
    this(config, timers, change -> {});
  }
}
