package dev.fjord.spi;

import dev.fjord.FjordConfig;

/**
 * What a driver is given besides its URL.
 *
 * @param config the configuration; the URL's query overrides the driver's own group
 * @param timers the transport's clock and timer
 */
public record DriverSettings(FjordConfig config, Timers timers) {}
