package dev.fjord.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all invocations of one executor share.
 *
 * @param inFlight the slots they hold
 * @param timers the clock of their deadlines
 * @param endpointTimeout how long a stage may stay incomplete when its message has no budget
 * @param placement picks the thread of each of them
 * @param watch is told how they use their threads, if anybody wants to know
 */
record Slots(
    InFlight inFlight,
    Timers timers,
    Duration endpointTimeout,
    Placement placement,
    @Nullable ExecutionWatch watch) {

  /** What watches a method, if anything does. */
  @Nullable MethodWatch watchOf(EndpointMethod method) {
    return watch == null ? null : watch.of(method);
  }

  /** Gives an invocation to a thread; if none takes it, it is rejected. */
  void place(AcceptedInvocation invocation) {
    try {
      placement.place(invocation);
    } catch (RuntimeException | Error e) {
      invocation.reject(e);
    }
  }
}
