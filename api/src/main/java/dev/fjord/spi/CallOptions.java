package dev.fjord.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a call is made. Immutable. */
public final class CallOptions {
  private final Duration timeout;
  private final @Nullable Duration monitor;

  private CallOptions(Duration timeout, @Nullable Duration monitor) {
    this.timeout = timeout;
    this.monitor = monitor;
  }

  /** A call that must be answered within a time. */
  public static CallOptions within(Duration timeout) {
    return new CallOptions(timeout, null);
  }

  /** A copy that asks the server for heartbeats and gives up when none comes for that time. */
  public CallOptions monitoredEvery(Duration newMonitor) {
    return new CallOptions(timeout, newMonitor);
  }

  /** How long the whole call may take; it travels as the budget of the message. */
  public Duration timeout() {
    return timeout;
  }

  /** How long the server may be silent; empty means as long as the call may take. */
  public Optional<Duration> monitor() {
    return Optional.ofNullable(monitor);
  }
}
