package dev.fjord;

/**
 * What a caller is told when no endpoint is compatible with the version. On the wire it is
 * oslo.messaging's {@code UnsupportedVersion}.
 */
public final class UnsupportedVersionException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public UnsupportedVersionException(String message) {
    super(message);
  }
}
