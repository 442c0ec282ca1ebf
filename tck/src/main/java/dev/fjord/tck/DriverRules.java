package dev.fjord.tck;

/** A group of a driver's rules. */
public interface DriverRules {
  /** What the running test opened and how it waits. */
  DriverKit kit();
}
