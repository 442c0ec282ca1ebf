package dev.fjord;

/** Thrown when a text is not a transport URL. The message shows no credentials. */
public final class InvalidTransportUrlException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public InvalidTransportUrlException(String message) {
    super(message);
  }
}
