package dev.fjord;

/**
 * What a caller is told when no endpoint has the method. On the wire it is oslo.messaging's {@code
 * NoSuchMethod}.
 *
 * @since 0.1.0
 */
public final class UnknownMethodException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final String method;

  /** With the name that was asked for, as it came. */
  public UnknownMethodException(String method) {
    super("Endpoint does not support RPC method " + Escaped.text(method));
    this.method = method;
  }

  /** The name that was asked for, as it came. */
  public String method() {
    return method;
  }
}
