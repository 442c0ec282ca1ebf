package dev.fjord.notify.routing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of all groups: a driver gets a notification if any of its rules accepts it, and gets it
 * once.
 *
 * @param rules in the order of the file
 */
record RoutingTable(List<RoutingRule> rules) {
  RoutingTable {
    rules = List.copyOf(rules);
  }

  /** The drivers that are named anywhere. */
  Set<String> drivers() {
    Set<String> names = new LinkedHashSet<>();
    rules.forEach(rule -> names.add(rule.driver()));
    return names;
  }

  /** The drivers that get a notification, its priority in lower case. */
  Set<String> accepting(String eventType, String priority) {
    Set<String> names = new LinkedHashSet<>();
    for (RoutingRule rule : rules) {
      if (!names.contains(rule.driver()) && rule.accepts(eventType, priority)) {
        names.add(rule.driver());
      }
    }
    return names;
  }
}
