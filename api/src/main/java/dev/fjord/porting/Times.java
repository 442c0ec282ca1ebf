package dev.fjord.porting;

import java.time.Duration;

/**
 * Some durations, as their number and how they spread. Median and 99 % are upper ends of buckets,
 * at most an eighth above the true value; total and longest are exact.
 *
 * @param count how many there were
 * @param total all of them together
 * @param median what half of them did not exceed
 * @param p99 what 99 % of them did not exceed
 * @param longest the longest
 * @since 0.1.0
 */
public record Times(long count, Duration total, Duration median, Duration p99, Duration longest) {
  /** None. */
  public static Times none() {
    return new Times(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }
}
