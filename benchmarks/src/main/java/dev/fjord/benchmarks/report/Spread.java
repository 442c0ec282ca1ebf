package dev.fjord.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;

/**
 * A figure over several rounds.
 *
 * @param median its median
 * @param min the least
 * @param max the most
 * @param count of how many rounds
 */
public record Spread(double median, double min, double max, int count) {
  /** Of some values; none give NaN. */
  public static Spread of(Collection<Double> values) {
    if (values.isEmpty()) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow(), sorted.length);
  }
}
