package dev.fjord.tck;

/**
 * A group of a driver's rules.
 *
 * @since 0.1.0
 */
public interface DriverRules {
  /** What the running test opened and how it waits. */
  DriverKit kit();

  /** How many messages the driver may read ahead of the slots that were requested. Default 16. */
  int mostReadAhead();
}
