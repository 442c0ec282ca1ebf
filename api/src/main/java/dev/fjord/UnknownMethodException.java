package dev.fjord;

/**
 * What a caller is told when no endpoint has the method. On the wire it is oslo.messaging's {@code
 * NoSuchMethod}.
 */
public final class UnknownMethodException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public UnknownMethodException(String message) {
    super(message);
  }
}
