package dev.fjord.telemetry;

import dev.fjord.MessageContext;
import org.jspecify.annotations.Nullable;

/**
 * Is told what becomes of one message that is sent. No method may block.
 *
 * @since 0.1.0
 */
public interface SendObserver {
  /** Wants to know nothing. */
  SendObserver NOTHING = new SendObserver() {};

  /** The context to send, with what the receiver's side of telemetry needs added. Called once. */
  default MessageContext outgoing(MessageContext context) {
    return context;
  }

  /**
   * A call has its reply, or the broker has a message that is sent one way; called on wire. Called
   * once.
   *
   * @param failure why not, or null
   */
  default void ended(@Nullable Throwable failure) {}
}
