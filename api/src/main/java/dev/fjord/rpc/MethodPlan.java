package dev.fjord.rpc;

import dev.fjord.spi.ThreadPlan;

/**
 * What would become of one method of a server.
 *
 * @param description its names, arguments and style
 * @param exposedBy {@code @RpcMethod}, or what else lets callers reach it
 * @param thread where it would run, or why it would be refused
 * @param limit how many of its calls would run at a time; {@link
 *     dev.fjord.spi.EndpointMethod#UNLIMITED} for as many as there are slots
 * @since 0.1.0
 */
public record MethodPlan(
    MethodDescription description, String exposedBy, ThreadPlan thread, int limit) {}
