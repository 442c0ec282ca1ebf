package dev.fjord.telemetry;

import dev.fjord.Target;

/**
 * A message that is about to be sent.
 *
 * @param kind what it is
 * @param target where it goes
 * @param name the method of a request, the event type of a notification; empty if it has none
 * @since 0.1.0
 */
public record Sending(MessageKind kind, Target target, String name) {}
