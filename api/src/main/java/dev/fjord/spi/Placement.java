package dev.fjord.spi;

import java.time.Duration;

/**
 * Picks the thread of each invocation: all in which one executor differs from another. {@link
 * SlottedExecutor} does the rest.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public interface Placement {
  /**
   * Gives an invocation to a thread, which runs it. Called on any thread, wire and poll included;
   * must not block and must not run it here. If it throws, the invocation is rejected (X8).
   */
  void place(AcceptedInvocation invocation);

  /**
   * Whether it goes by {@link AcceptedInvocation#style} each time, so that a method which blocks
   * its loop can be moved to workers while the server runs. It does not unless overridden.
   */
  default boolean canMoveMethods() {
    return false;
  }

  /** Lets the threads end. Called once, when nothing is left to run; does not block. */
  void shutdown();

  /** Waits until the threads have ended; blocks. Returns whether they have. */
  boolean await(Duration timeout) throws InterruptedException;
}
