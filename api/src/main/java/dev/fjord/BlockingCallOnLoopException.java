package dev.fjord;

/**
 * Thrown when a blocking call is made on an event loop, where it would stop the messages it waits
 * for.
 *
 * @since 0.1.0
 */
public final class BlockingCallOnLoopException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public BlockingCallOnLoopException(String message) {
    super(message);
  }
}
