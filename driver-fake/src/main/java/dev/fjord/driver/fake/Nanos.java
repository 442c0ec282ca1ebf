package dev.fjord.driver.fake;

import java.time.Duration;

/** Durations as nanoseconds that cannot overflow when they are added to a clock's time. */
final class Nanos {
  /** A century: as good as for ever. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Nanos() {}

  static long of(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return (duration.compareTo(LONGEST) > 0 ? LONGEST : duration).toNanos();
  }
}
