package dev.fjord.testing;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import org.jspecify.annotations.Nullable;

/**
 * A notification that went to the bench's broker.
 *
 * @param id its message id, which is the same for all topics it went to
 * @param topic exchange and topic, without the priority
 * @param priority the priority, in lower case
 * @param publisherId who published it
 * @param eventType what happened
 * @param payload the payload as plain JSON values
 * @param context what was let out of the context
 * @since 0.1.0
 */
public record EmittedNotification(
    String id,
    Target topic,
    String priority,
    String publisherId,
    String eventType,
    @Nullable Object payload,
    MessageContext context) {}
