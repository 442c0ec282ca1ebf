package dev.fjord;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when received bytes are not a message. The one type that decoding throws.
 *
 * @since 0.1.0
 */
public final class MalformedMessageException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public MalformedMessageException(String message) {
    super(message);
  }

  /** With a message and what caused it. */
  public MalformedMessageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
