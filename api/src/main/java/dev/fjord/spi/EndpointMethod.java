package dev.fjord.spi;

/**
 * A method that a dispatcher can call.
 *
 * @param name the name callers use
 * @param javaName {@code Class.method}, for messages to people
 * @param style how it runs
 * @param limit how many of its calls may run at a time; {@link #UNLIMITED} for as many as there are
 *     slots
 * @since 0.1.0
 */
public record EndpointMethod(String name, String javaName, Style style, int limit) {
  /** The limit of a method that has none. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** A method without a limit. */
  public EndpointMethod(String name, String javaName, Style style) {
    this(name, javaName, style, UNLIMITED);
  }
}
