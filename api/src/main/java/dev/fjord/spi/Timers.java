package dev.fjord.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock and the timer of one transport; nothing else reads a clock.
 *
 * <p>Thread-safe. Tasks run on a thread of the timers, one after another, and must be short and
 * must not block.
 *
 * @since 0.1.0
 */
public interface Timers {
  /** Monotonic time in nanoseconds; only differences mean anything. */
  long nanoTime();

  /** The time of day, for time stamps that people and peers read; never to measure with. */
  default Instant now() {
    return Instant.now();
  }

  /** Runs a task once, not before the delay has passed. */
  Timeout schedule(Duration delay, Runnable task);

  /** A task that was scheduled. */
  interface Timeout {
    /** Keeps the task from running, if it has not begun. Harmless when repeated. */
    void cancel();
  }
}
