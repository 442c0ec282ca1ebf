package dev.fjord;

import org.jspecify.annotations.Nullable;

/**
 * Ends an invocation whose endpoint method was never started: its time had run out before its turn
 * came, or no thread took it. It can be sent again without being done twice.
 *
 * @since 0.1.0
 */
public final class NotStartedException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final String method;

  /** With the method as {@code Class.method}, why it was not started, and what caused that. */
  public NotStartedException(String method, String why, @Nullable Throwable cause) {
    super(method + " was not started: " + why, cause);
    this.method = method;
  }

  /** The method as {@code Class.method}. */
  public String method() {
    return method;
  }
}
