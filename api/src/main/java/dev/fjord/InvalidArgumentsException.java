package dev.fjord;

/**
 * What a caller is told when arguments do not fit the method's parameters. On the wire it is
 * Python's {@code TypeError}.
 *
 * @since 0.1.0
 */
public final class InvalidArgumentsException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public InvalidArgumentsException(String message) {
    super(message);
  }
}
