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
 * @param limits of the methods, if any has one
 */
record Slots(
    InFlight inFlight,
    Timers timers,
    Duration endpointTimeout,
    Placement placement,
    @Nullable ExecutionWatch watch,
    @Nullable MethodLimits limits) {

  /** What watches a method, if anything does. */
  @Nullable MethodWatch watchOf(EndpointMethod method) {
    return watch == null ? null : watch.of(method);
  }

  /** Gives an invocation to a thread, once its method's limit lets it run. */
  void place(AcceptedInvocation invocation) {
    MethodLimit limit = limits == null ? null : limits.of(invocation.method());
    if (limit == null) {
      placeNow(invocation);
    } else {
      invocation.isBoundBy(limit);
      if (limit.enter(invocation)) {
        placeNow(invocation);
      }
    }
  }

  /** Lets the next one run that waits for a method's limit, in place of one that has ended. */
  void left(MethodLimit limit) {
    AcceptedInvocation next = limit.leave();
    if (next != null) {
      placeNow(next);
    }
  }

  /** Gives an invocation to a thread; if none takes it, it is rejected. */
  private void placeNow(AcceptedInvocation invocation) {
    try {
      placement.place(invocation);
    } catch (RuntimeException | Error e) {
      invocation.reject(e);
    }
  }
}
