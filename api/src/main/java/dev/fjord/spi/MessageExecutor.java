package dev.fjord.spi;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Decides on which thread each message is worked on. Single use: created, started once, stopped,
 * discarded. Thread-safe.
 *
 * @since 0.1.0
 */
public interface MessageExecutor {
  /**
   * Starts its listener and asks it for messages. Does not block.
   *
   * @return completes when messages can arrive, exceptionally if the listener cannot start
   */
  CompletionStage<@Nullable Void> start();

  /** Takes no more messages. Does not block, so an endpoint may call it (X5). */
  void stop();

  /**
   * Waits until every message that was taken is finished, and its threads have ended. Blocks; not
   * for loops or endpoints.
   *
   * @return whether that came true in time (X6)
   */
  boolean await(Duration timeout) throws InterruptedException;
}
