package dev.fjord;

import org.jspecify.annotations.Nullable;

/**
 * Ends calls and sends whose transport was closed before they were finished.
 *
 * @since 0.1.0
 */
public final class TransportClosedException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public TransportClosedException(String message) {
    super(message);
  }

  /** With a message and what caused it. */
  public TransportClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
