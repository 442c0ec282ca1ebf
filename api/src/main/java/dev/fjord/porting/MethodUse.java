package dev.fjord.porting;

import java.util.Set;

/**
 * How one method has used its server's threads.
 *
 * @param places the kinds of threads it ran on: {@code loop}, {@code virtual}, {@code pool}
 * @param calls how often it was called
 * @param failures how many of the calls failed
 * @param onLoop each time it had the loop: the call itself, what it attached to stages that
 *     completed there, and its reply
 * @param onWorkers each call on a worker until the method returned its value or its stage
 * @param waits its blocking calls of the library; part of {@code onWorkers}
 * @param blocked how often it held its loop longer than the limit
 * @param moved how often it had done so when it was moved to workers; 0 if it was not
 * @since 0.1.0
 */
public record MethodUse(
    Set<String> places,
    long calls,
    long failures,
    Times onLoop,
    Times onWorkers,
    Waits waits,
    long blocked,
    long moved) {
  /** Copies the set. */
  public MethodUse {
    places = Set.copyOf(places);
  }
}
