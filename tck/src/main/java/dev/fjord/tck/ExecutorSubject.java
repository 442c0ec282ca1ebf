package dev.fjord.tck;

import dev.fjord.spi.Style;
import java.util.Set;

/**
 * What the rules of an executor are told of the one under test. Confined to a test's thread.
 *
 * @since 0.1.0
 */
public interface ExecutorSubject {
  /** The executor of the current test, not yet started. */
  ExecutorBench bench();

  /** The styles of methods that it accepts. */
  Set<Style> styles();

  /** Whether it runs asynchronous methods on loops. */
  boolean hasLoops();

  /**
   * Starts it, if it accepts the styles of all methods that it was given; if not, sees that it
   * refuses the others by name, and returns false.
   */
  boolean starts();
}
