package dev.fjord.telemetry;

import java.time.Duration;
import java.util.List;

/**
 * A method that holds its event loop longer than {@code blocked_loop_limit}. Each is told once when
 * it has given the loop back; some also while they hold it, at most one a minute for each method.
 *
 * @param phase whether it still holds the loop
 * @param server the server or listener
 * @param method {@code Class.method}
 * @param thread the loop's thread
 * @param held for how long
 * @param stack where it is while it holds the loop; else empty
 * @since 0.1.0
 */
public record BlockedLoop(
    Phase phase,
    String server,
    String method,
    String thread,
    Duration held,
    List<StackTraceElement> stack) {
  /** Copies the stack. */
  public BlockedLoop {
    stack = List.copyOf(stack);
  }

  /** When it is told. */
  public enum Phase {
    /** While the loop is held. */
    HOLDING,
    /** When the loop was given back. */
    ENDED
  }
}
