package dev.fjord;

/**
 * Ends a call or cast that reached the broker and had nobody to go to: no queue is bound there.
 *
 * @since 0.1.0
 */
public final class UndeliverableException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final transient Target target;

  /** With the target nobody serves. */
  public UndeliverableException(Target target) {
    super(
        "Nobody serves "
            + target
            + ": no queue is bound there. Is a server started on this topic and exchange?");
    this.target = target;
  }

  /** Where the message was to go. */
  public Target target() {
    return target;
  }
}
