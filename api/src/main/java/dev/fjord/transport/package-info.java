/** Opens the driver for a URL and owns what its users share: timers, configuration, codec. */
@NullMarked
package dev.fjord.transport;

import org.jspecify.annotations.NullMarked;
