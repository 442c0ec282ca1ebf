package dev.fjord.spi;

import java.time.Duration;

/**
 * The clock and the timer of one transport; nothing else reads a clock.
 *
 * <p>Thread-safe. Tasks run on a thread of the timers, one after another, and must be short and
 * must not block.
 */
public interface Timers {
  /** Monotonic time in nanoseconds; only differences mean anything. */
  long nanoTime();

  /** Runs a task once, not before the delay has passed. */
  Timeout schedule(Duration delay, Runnable task);

  /** A task that was scheduled. */
  interface Timeout {
    /** Keeps the task from running, if it has not begun. Harmless when repeated. */
    void cancel();
  }
}
