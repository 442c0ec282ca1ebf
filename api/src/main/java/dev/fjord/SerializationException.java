package dev.fjord;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a value cannot be written as JSON, or JSON does not fit the type that was asked for.
 *
 * @since 0.1.0
 */
public final class SerializationException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public SerializationException(String message) {
    super(message);
  }

  /** With a message and what caused it. */
  public SerializationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
