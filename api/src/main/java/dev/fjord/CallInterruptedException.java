package dev.fjord;

/**
 * Thrown by a blocking call whose thread was interrupted; the interrupt flag is set again. The
 * outcome of the call is unknown.
 *
 * @since 0.1.0
 */
public final class CallInterruptedException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With what was being waited for. */
  public CallInterruptedException(String what, InterruptedException cause) {
    super(what + " was interrupted", cause);
  }
}
