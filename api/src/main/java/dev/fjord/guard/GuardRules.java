package dev.fjord.guard;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import java.time.Duration;

/**
 * What the guard goes by.
 *
 * @param limit how long a method may hold its loop; zero for any time
 * @param policy what becomes of one that does not keep to it
 * @param isMeasuring whether a report is wanted
 */
record GuardRules(Duration limit, BlockedLoopPolicy policy, boolean isMeasuring) {
  /** How often a method blocks its loop before it is moved. */
  static final int OFFENCES_BEFORE_MOVE = 3;

  /** How long a method that was reported is not reported again. */
  static final Duration QUIET = Duration.ofMinutes(1);

  static GuardRules of(FjordConfig config) {
    return new GuardRules(
        config.get(CoreOptions.BLOCKED_LOOP_LIMIT),
        config.get(CoreOptions.BLOCKED_LOOP_POLICY).equals("move")
            ? BlockedLoopPolicy.MOVE
            : BlockedLoopPolicy.REPORT,
        config.get(CoreOptions.PORTING_REPORT));
  }

  boolean isGuarding() {
    return !limit.isZero();
  }

  /** What the verdicts go by, also when nothing is guarded. */
  Duration yardstick() {
    return isGuarding()
        ? limit
        : CoreOptions.BLOCKED_LOOP_LIMIT.parse(CoreOptions.BLOCKED_LOOP_LIMIT.defaultText());
  }
}
