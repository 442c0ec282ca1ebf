package dev.fjord.cli.stub;

import dev.fjord.MessageContext;
import dev.fjord.spi.JsonText;

/**
 * A request that came in.
 *
 * @param method the method that was asked for
 * @param args its arguments, as received
 * @param context the caller's context
 */
public record StubRequest(String method, JsonText args, MessageContext context) {}
