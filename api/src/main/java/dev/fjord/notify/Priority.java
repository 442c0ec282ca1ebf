package dev.fjord.notify;

import java.util.Locale;
import java.util.Optional;

/**
 * The seven priorities of notifications; each has a queue of its own.
 *
 * @since 0.1.0
 */
public enum Priority {
  /** For an audit trail. */
  AUDIT,
  /** For finding faults. */
  DEBUG,
  /** Something happened as it should. */
  INFO,
  /** Something may need attention. */
  WARN,
  /** Something failed. */
  ERROR,
  /** Something vital failed. */
  CRITICAL,
  /** A measurement. */
  SAMPLE;

  /** The name in queues and routing keys: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The priority that a message names, in either case; empty if there is no such. */
  static Optional<Priority> of(String text) {
    for (Priority priority : values()) {
      if (priority.name().equalsIgnoreCase(text)) {
        return Optional.of(priority);
      }
    }
    return Optional.empty();
  }
}
