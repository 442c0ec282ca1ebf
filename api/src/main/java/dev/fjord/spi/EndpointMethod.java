package dev.fjord.spi;

/**
 * A method that a dispatcher can call.
 *
 * @param name the name callers use
 * @param javaName {@code Class.method}, for messages to people
 * @param style how it runs
 */
public record EndpointMethod(String name, String javaName, Style style) {}
