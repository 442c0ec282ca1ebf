package dev.fjord.notify.routing;

import java.util.List;
import java.util.Optional;

/**
 * What one driver of one group accepts. All that is given must match; what is not given is not
 * asked for.
 *
 * @param driver the driver's name
 * @param events the event types, any of them
 * @param priorities the priorities, any of them
 */
record RoutingRule(String driver, Optional<List<Glob>> events, Optional<List<Glob>> priorities) {
  boolean accepts(String eventType, String priority) {
    return isAny(events, eventType) && isAny(priorities, priority);
  }

  private static boolean isAny(Optional<List<Glob>> patterns, String text) {
    return patterns.map(all -> all.stream().anyMatch(one -> one.matches(text))).orElse(true);
  }
}
