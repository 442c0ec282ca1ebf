package dev.fjord;

import java.time.Duration;

/**
 * Ends an invocation whose endpoint method returned a stage that did not complete in time. What the
 * method began may still be going on.
 *
 * @since 0.1.0
 */
public final class EndpointTimeoutException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final String method;
  private final Duration timeout;

  /** With the method as {@code Class.method} and the time its stage was given. */
  public EndpointTimeoutException(String method, Duration timeout) {
    super(
        method
            + " did not complete its stage within "
            + timeout.toMillis()
            + " ms. A message without a budget of its own is given endpoint_timeout.");
    this.method = method;
    this.timeout = timeout;
  }

  /** The method as {@code Class.method}. */
  public String method() {
    return method;
  }

  /** The time its stage was given. */
  public Duration timeout() {
    return timeout;
  }
}
