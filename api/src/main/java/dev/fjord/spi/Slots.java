package dev.fjord.spi;

import java.time.Duration;

/**
 * What all invocations of one executor share.
 *
 * @param inFlight the slots they hold
 * @param timers the clock of their deadlines
 * @param endpointTimeout how long a stage may stay incomplete when its message has no budget
 * @param placement picks the thread of each of them
 */
record Slots(InFlight inFlight, Timers timers, Duration endpointTimeout, Placement placement) {

  /** Gives an invocation to a thread; if none takes it, it is rejected. */
  void place(AcceptedInvocation invocation) {
    try {
      placement.place(invocation);
    } catch (RuntimeException | Error e) {
      invocation.reject(e);
    }
  }
}
