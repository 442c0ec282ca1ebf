package dev.fjord;

import java.time.Duration;

/**
 * Ends a call whose reply did not come in time. The outcome is <em>unknown</em>: the endpoint may
 * have run, may be running, or may never run.
 *
 * @since 0.1.0
 */
public final class MessagingTimeoutException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final transient Target target;
  private final Duration timeout;

  /** With the target that was called and the time it was given. */
  public MessagingTimeoutException(Target target, Duration timeout, String what) {
    super(what + " within " + timeout.toMillis() + " ms from " + target);
    this.target = target;
    this.timeout = timeout;
  }

  /** Where the call went. */
  public Target target() {
    return target;
  }

  /** The time the call was given. */
  public Duration timeout() {
    return timeout;
  }
}
