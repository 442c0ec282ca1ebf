package dev.fjord.spi;

import dev.fjord.MessageContext;

/**
 * A message to be sent: a JSON object, and the context that each wire places in its own way.
 *
 * @param body a JSON object without the keys that belong to a wire
 * @param context what travels beside it
 * @since 0.1.0
 */
public record OutgoingMessage(JsonText body, MessageContext context) {}
