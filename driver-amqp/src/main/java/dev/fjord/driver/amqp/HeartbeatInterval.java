package dev.fjord.driver.amqp;

import dev.fjord.spi.JsonText;
import java.time.Duration;
import java.util.Optional;

/**
 * How often a caller wants heartbeats, as oslo.messaging reads it.
 *
 * @since 0.1.0
 */
public final class HeartbeatInterval {
  private static final long LEAST_SECONDS = 2;
  private static final long MOST_SECONDS = 1_000_000_000;

  private HeartbeatInterval() {}

  /**
   * Half of the silence that the caller bears; empty if it wants none, or more than one a second.
   */
  public static Optional<Duration> asked(JsonText timeout) {
    long silence = seconds(timeout);
    return silence < LEAST_SECONDS
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(500 * silence));
  }

  /** Whole seconds, cut like Python's int(); a number in a string counts; 0 for anything else. */
  private static long seconds(JsonText timeout) {
    if (timeout.isNull() || timeout.length() > 32) {
      return 0;
    }
    String text = timeout.asString();
    if (text.startsWith("\"")) {
      text = text.substring(1, Math.max(1, text.length() - 1)).trim();
    }
    try {
      double seconds = Double.parseDouble(text);
      return seconds >= 0 && seconds <= MOST_SECONDS ? (long) seconds : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
