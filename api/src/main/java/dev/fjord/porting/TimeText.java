package dev.fjord.porting;

import java.time.Duration;
import java.util.Locale;

/**
 * Durations for people.
 *
 * @since 0.1.0
 */
public final class TimeText {
  private TimeText() {}

  /** With a unit and about three figures, such as {@code 1.25 ms}. */
  public static String of(Duration duration) {
    double micros = duration.toNanos() / 1e3;
    if (micros < 1000) {
      return figures(micros) + " us";
    }
    return micros < 1e6 ? figures(micros / 1e3) + " ms" : figures(micros / 1e6) + " s";
  }

  private static String figures(double value) {
    String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    String text = String.format(Locale.ROOT, format, value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
