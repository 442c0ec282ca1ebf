package dev.fjord;

import org.jspecify.annotations.Nullable;

/**
 * Ends a call or send that the broker did not take, or may not have taken.
 *
 * @since 0.1.0
 */
public final class DeliveryException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** Whether the same message may be sent again without being delivered twice. */
  public enum Retry {
    /** The broker does not have the message: sending again cannot double it. */
    SAFE,
    /** The broker may have the message: sending again may deliver it twice. */
    MAY_DUPLICATE
  }

  private final Retry retry;

  /** With what happened and whether a retry is safe. */
  public DeliveryException(String message, Retry retry, @Nullable Throwable cause) {
    super(message, cause);
    this.retry = retry;
  }

  /** Whether the same message may be sent again. */
  public Retry retry() {
    return retry;
  }
}
