package dev.fjord.spi;

/**
 * A notification on its way out.
 *
 * @param priority in lower case, such as {@code info}
 * @param eventType what happened
 * @param message the whole notification under oslo.messaging's keys, and the context that goes with
 *     it
 * @since 0.1.0
 */
public record OutgoingNotification(String priority, String eventType, OutgoingMessage message) {}
