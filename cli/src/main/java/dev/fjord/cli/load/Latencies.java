package dev.fjord.cli.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long things took, to three digits, up to an hour. Thread-safe; does not block. */
public final class Latencies {
  private static final long HIGHEST_MICROS = 3_600_000_000L;

  private final Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);

  /** Counts one. */
  public void record(long nanos) {
    micros.recordValue(Math.clamp(nanos / 1_000, 0, HIGHEST_MICROS));
  }

  /** How many were counted. */
  public long count() {
    return micros.getTotalCount();
  }

  /** The time that so many percent did not exceed, in ms; 0 if nothing was counted. */
  public double millisAt(double percentile) {
    return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1e3;
  }

  /** The usual percentiles in ms, by name. */
  public Map<String, Double> summary() {
    Map<String, Double> summary = new LinkedHashMap<>();
    summary.put("p50", millisAt(50));
    summary.put("p90", millisAt(90));
    summary.put("p99", millisAt(99));
    summary.put("p99.9", millisAt(99.9));
    summary.put("max", millisAt(100));
    return summary;
  }
}
