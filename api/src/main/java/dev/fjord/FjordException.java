package dev.fjord;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything Fjord throws. Its leaves hold the offending object as a field, and their
 * messages say what was asked, what exists and what to do.
 *
 * @since 0.1.0
 */
public class FjordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public FjordException(String message) {
    super(message);
  }

  /** With a message and what caused it. */
  public FjordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
