package dev.fjord.spi;

import dev.fjord.Undeliverable;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How a call is made. Immutable. */
public final class CallOptions {
  private final Duration timeout;
  private final @Nullable Duration monitor;
  private final @Nullable Undeliverable undeliverable;
  private final OptionalInt retries;

  private CallOptions(
      Duration timeout,
      @Nullable Duration monitor,
      @Nullable Undeliverable undeliverable,
      OptionalInt retries) {
    this.timeout = timeout;
    this.monitor = monitor;
    this.undeliverable = undeliverable;
    this.retries = retries;
  }

  /** A call that must be answered within a time. */
  public static CallOptions within(Duration timeout) {
    return new CallOptions(timeout, null, null, OptionalInt.empty());
  }

  /** A copy that asks the server for heartbeats and gives up when none comes for that time. */
  public CallOptions monitoredEvery(Duration newMonitor) {
    return new CallOptions(timeout, newMonitor, undeliverable, retries);
  }

  /** A copy with another time for the whole call. */
  public CallOptions timeout(Duration newTimeout) {
    return new CallOptions(newTimeout, monitor, undeliverable, retries);
  }

  /** A copy that says what becomes of a request which nobody serves. */
  public CallOptions undeliverable(Undeliverable newUndeliverable) {
    return new CallOptions(timeout, monitor, newUndeliverable, retries);
  }

  /** A copy that gives up when the broker could not be reached after so many further attempts. */
  public CallOptions retries(int most) {
    return new CallOptions(timeout, monitor, undeliverable, OptionalInt.of(most));
  }

  /** How long the whole call may take; it travels as the budget of the message. */
  public Duration timeout() {
    return timeout;
  }

  /** How long the server may be silent; empty means as long as the call may take. */
  public Optional<Duration> monitor() {
    return Optional.ofNullable(monitor);
  }

  /** What becomes of a request that nobody serves; empty leaves it to the driver's settings. */
  public Optional<Undeliverable> undeliverable() {
    return Optional.ofNullable(undeliverable);
  }

  /**
   * How often the broker may be tried again, after a first attempt that failed, before the call
   * fails; empty means as often as the timeout allows.
   */
  public OptionalInt retries() {
    return retries;
  }
}
