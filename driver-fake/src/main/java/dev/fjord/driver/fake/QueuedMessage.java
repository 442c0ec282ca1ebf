package dev.fjord.driver.fake;

import dev.fjord.MessageContext;
import dev.fjord.spi.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A message as it lies in queues: parsed from the text that was sent. One object may lie in several
 * queues.
 *
 * @param payload its fields
 * @param context what travels beside them
 * @param size the length of its text in bytes
 * @param call who waits for a reply; null for what is sent one way
 * @param isRedelivered whether it was handed over before
 */
record QueuedMessage(
    Payload payload,
    MessageContext context,
    int size,
    @Nullable FakeCall call,
    boolean isRedelivered) {
  QueuedMessage(Payload payload, MessageContext context, int size, @Nullable FakeCall call) {
    this(payload, context, size, call, false);
  }

  /** The same message, to be handed over once more. */
  QueuedMessage again() {
    return isRedelivered ? this : new QueuedMessage(payload, context, size, call, true);
  }

  /** Whether nobody waits for it any more. */
  boolean isExpired() {
    return call != null && (call.remainingNanos() <= 0 || call.isCancelled());
  }
}
