package dev.fjord.telemetry;

import dev.fjord.ConnectionChange;

/**
 * Is told what a transport sends, what its servers work on, and what goes wrong around them. Given
 * to {@code Transport.builder().telemetry(…)}, or found through {@link java.util.ServiceLoader}: a
 * public class with a public constructor without argument, named in {@code module-info} and in
 * {@code META-INF/services/dev.fjord.telemetry.TelemetryListener}. One that is given replaces one
 * of the same class that is found.
 *
 * <p>Thread-safe. Methods are called where things happen, wire and loops included: none may block.
 * What one throws is logged and goes no further.
 *
 * @since 0.1.0
 */
public interface TelemetryListener {
  /** A message is about to be sent; called on the sender's thread. */
  default SendObserver sending(Sending what) {
    return SendObserver.NOTHING;
  }

  /**
   * A message was taken over and has a slot; called on wire or poll, as a rule. Of a batch of
   * notifications the first one of each priority is told, for all of that priority, when the batch
   * is complete.
   */
  default WorkObserver received(Receipt what) {
    return WorkObserver.NOTHING;
  }

  /** A connection has changed; called on a worker. */
  default void connectionChanged(ConnectionChange change) {}

  /** A method holds its loop too long, or has held it; called on a timer's thread or the loop. */
  default void loopBlocked(BlockedLoop blocked) {}
}
