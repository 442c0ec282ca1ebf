package dev.fjord;

/**
 * What a caller is told when no endpoint is compatible with the version. On the wire it is
 * oslo.messaging's {@code UnsupportedVersion}.
 *
 * @since 0.1.0
 */
public final class UnsupportedVersionException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public UnsupportedVersionException(String message) {
    super(message);
  }
}
