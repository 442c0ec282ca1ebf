package dev.fjord.cli.load;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What came of a load.
 *
 * @param wanted how many messages there were to be
 * @param latencies of the messages that went well
 * @param errors how many failures there were of each type
 * @param failures the classes of what was thrown
 * @param took from the first message to the end of the last
 */
public record LoadResult(
    long wanted,
    Latencies latencies,
    Map<String, Long> errors,
    Set<Class<?>> failures,
    Duration took) {

  /** How many messages went well. */
  public long succeeded() {
    return latencies.count();
  }

  /** Whether every message went well. */
  public boolean isComplete() {
    return succeeded() == wanted;
  }

  /** How many went well each second. */
  public double perSecond() {
    return took.isZero() ? 0 : succeeded() * 1e9 / took.toNanos();
  }
}
