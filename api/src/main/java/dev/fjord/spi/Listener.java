package dev.fjord.spi;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A source of incoming messages. Created, started once, stopped, closed.
 *
 * <p>Thread-safe. No method blocks.
 *
 * @since 0.1.0
 */
public interface Listener extends AutoCloseable {
  /**
   * Begins to listen. Nothing is handed over before {@link #request} asks for it.
   *
   * @return completes when messages can arrive, exceptionally if listening is impossible
   */
  CompletionStage<@Nullable Void> start(IncomingHandler handler);

  /**
   * Allows so many more messages to be handed over (L2). What the driver reads ahead of that stays
   * unacknowledged and small.
   */
  void request(int slots);

  /**
   * Ends deliveries. Completes when none can come any more. What was handed over can still be
   * settled and replied to (L3); what was read ahead goes back to the broker (L4).
   */
  CompletionStage<@Nullable Void> stop();

  /** Stops, and frees what the listener holds. What was not settled goes back to the broker. */
  @Override
  void close();
}
