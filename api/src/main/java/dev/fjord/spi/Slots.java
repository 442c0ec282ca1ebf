package dev.fjord.spi;

import java.time.Duration;

/**
 * What all invocations of one executor share.
 *
 * @param inFlight the slots they hold
 * @param timers the clock of their deadlines
 * @param endpointTimeout how long a stage may stay incomplete when its message has no budget
 */
record Slots(InFlight inFlight, Timers timers, Duration endpointTimeout) {}
