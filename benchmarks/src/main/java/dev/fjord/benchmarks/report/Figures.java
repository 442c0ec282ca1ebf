package dev.fjord.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
  private Figures() {}

  /** With about three digits that matter. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.005 ? "%.2f" : "%.0f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A median with its range. */
  static String range(Spread spread) {
    return spread.count() < 2
        ? number(spread.median())
        : number(spread.median()) + " (" + number(spread.min()) + "–" + number(spread.max()) + ")";
  }

  /** A latency given in µs. */
  static String time(double micros) {
    if (micros == 0 || Double.isNaN(micros)) {
      return "–";
    }
    return micros >= 1_000 ? number(micros / 1_000) + " ms" : number(micros) + " µs";
  }
}
