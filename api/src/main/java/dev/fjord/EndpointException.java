package dev.fjord;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at registration when an endpoint's class or one of its methods cannot be served.
 *
 * @since 0.1.0
 */
public final class EndpointException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public EndpointException(String message) {
    super(message);
  }

  /** With a message and what caused it. */
  public EndpointException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
