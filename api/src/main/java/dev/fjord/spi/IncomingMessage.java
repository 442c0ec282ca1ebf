package dev.fjord.spi;

import dev.fjord.MessageContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A message that was handed over. It is settled at most once and replied to at most once; a repeat
 * is a no-op (M1, M2).
 *
 * <p>Thread-safe. No method blocks, none throws for what the wire does: a lost connection shows in
 * the stage.
 *
 * @since 0.1.0
 */
public interface IncomingMessage {
  /** What travelled beside the payload. */
  MessageContext context();

  /** The fields of the message. */
  Payload payload();

  /** How much of the caller's time is left, never negative; empty if the caller set no limit. */
  Optional<Duration> budget();

  /** Whether a caller waits for a reply. */
  boolean expectsReply();

  /**
   * Settles: the message is done with, or is taken over for good. Completes when the broker was
   * told, exceptionally if it could not be told: then the message is delivered again elsewhere and
   * must not be worked on.
   */
  CompletionStage<@Nullable Void> acknowledge();

  /** Settles: the message goes back and is delivered again, where the wire can do that. */
  CompletionStage<@Nullable Void> requeue();

  /**
   * Answers the caller. Completes when the broker has the reply, or when the driver has done with
   * it; what cannot be delivered is logged by the driver. A reply that is too large fails with
   * {@link dev.fjord.MessageTooLargeException}: nothing was sent, and a smaller one may follow.
   */
  CompletionStage<@Nullable Void> reply(Reply reply);

  /**
   * How often the caller wants to be told that its call is still worked on; empty if it did not
   * ask. Whoever serves the request calls {@link #heartbeat} that often, from its acceptance to its
   * end.
   */
  Optional<Duration> heartbeatInterval();

  /**
   * Tells the caller that its call is still worked on. Completes with false, never exceptionally,
   * when it was not told: nobody asked, or nobody is there any more, so that no more are needed.
   */
  CompletionStage<Boolean> heartbeat();

  /** Whether it would be told here that the caller gives its call up. Default: it would not. */
  default boolean isCancellable() {
    return false;
  }

  /** Whether the caller has given its call up, as far as the wire has told. */
  default boolean isCancelled() {
    return false;
  }

  /**
   * Has a step run once the caller has given its call up, here and now if it has already; never
   * after the call has ended otherwise, or where the wire does not tell. Only one step can be set.
   * It runs on wire: it must be short, must not block and must not be user code.
   */
  default void onCancel(Runnable step) {}
}
