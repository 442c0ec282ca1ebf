package dev.fjord;

/**
 * Thrown when a target cannot be used for what was asked.
 *
 * @since 0.1.0
 */
public final class InvalidTargetException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final transient Target target;

  /** With the target and the rule it breaks. */
  public InvalidTargetException(Target target, String rule) {
    super("Invalid " + target + ": " + rule);
    this.target = target;
  }

  /** The target that was refused. */
  public Target target() {
    return target;
  }
}
