package dev.fjord.spi;

import dev.fjord.Undeliverable;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a call is made. Immutable.
 *
 * @since 0.1.0
 */
public final class CallOptions {
  private final Duration timeout;
  private final @Nullable Duration monitor;
  private final @Nullable Undeliverable undeliverable;
  private final OptionalInt retries;
  private final @Nullable Consumer<Reply> everyReply;

  private CallOptions(
      Duration timeout,
      @Nullable Duration monitor,
      @Nullable Undeliverable undeliverable,
      OptionalInt retries,
      @Nullable Consumer<Reply> everyReply) {
    this.timeout = timeout;
    this.monitor = monitor;
    this.undeliverable = undeliverable;
    this.retries = retries;
    this.everyReply = everyReply;
  }

  /** A call that must be answered within a time. */
  public static CallOptions within(Duration timeout) {
    return new CallOptions(timeout, null, null, OptionalInt.empty(), null);
  }

  /** A copy that asks the server for heartbeats and gives up when none comes for that time. */
  public CallOptions monitoredEvery(Duration newMonitor) {
    return new CallOptions(timeout, newMonitor, undeliverable, retries, everyReply);
  }

  /** A copy with another time for the whole call. */
  public CallOptions timeout(Duration newTimeout) {
    return new CallOptions(newTimeout, monitor, undeliverable, retries, everyReply);
  }

  /** A copy that says what becomes of a request which nobody serves. */
  public CallOptions undeliverable(Undeliverable newUndeliverable) {
    return new CallOptions(timeout, monitor, newUndeliverable, retries, everyReply);
  }

  /** A copy that gives up when the broker could not be reached after so many further attempts. */
  public CallOptions retries(int most) {
    return new CallOptions(timeout, monitor, undeliverable, OptionalInt.of(most), everyReply);
  }

  /**
   * A copy for a call to a fanout, by a driver with {@link Capability#FANOUT_CALLS}: the reply of
   * every server is told as it comes, on wire, so by what returns at once. The call itself ends at
   * its timeout, with null, or when it cannot be sent.
   */
  public CallOptions everyReply(Consumer<Reply> taker) {
    return new CallOptions(timeout, monitor, undeliverable, retries, taker);
  }

  /** What is told the reply of every server; empty for a call that ends with one reply. */
  public Optional<Consumer<Reply>> everyReply() {
    return Optional.ofNullable(everyReply);
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
