package dev.fjord.spi;

import dev.fjord.FjordConfig;
import java.util.function.Function;

/**
 * What a notifier driver is given.
 *
 * @param config the configuration
 * @param wire what sends messages to the transport's broker
 * @param timers the transport's clock and timer
 * @param others finds another notifier driver of the same transport by its name, for one that
 *     passes notifications on; throws {@link dev.fjord.ProviderException} if there is none
 * @since 0.1.0
 */
public record NotifierDriverSettings(
    FjordConfig config, Driver wire, Timers timers, Function<String, NotifierDriver> others) {}
