package dev.fjord.telemetry;

import dev.fjord.MessageContext;

/**
 * A message that was taken.
 *
 * @param kind what it is
 * @param server the server or listener that took it
 * @param name the name that callers use for the method, or that of a listener's method; empty if no
 *     method wants the message
 * @param javaName the method itself, {@code Class.method}; for messages to people
 * @param style {@code blocking} or {@code async}
 * @param context what travelled with it
 * @since 0.1.0
 */
public record Receipt(
    MessageKind kind,
    String server,
    String name,
    String javaName,
    String style,
    MessageContext context) {}
