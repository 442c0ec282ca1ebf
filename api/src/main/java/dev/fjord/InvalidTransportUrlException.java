package dev.fjord;

/**
 * Thrown when a text is not a transport URL. The message shows no credentials.
 *
 * @since 0.1.0
 */
public final class InvalidTransportUrlException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public InvalidTransportUrlException(String message) {
    super(message);
  }
}
