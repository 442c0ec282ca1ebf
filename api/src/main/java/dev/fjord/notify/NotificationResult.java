package dev.fjord.notify;

/**
 * What an endpoint method says of a notification.
 *
 * @since 0.1.0
 */
public enum NotificationResult {
  /** Done with it. */
  HANDLED,
  /** Put it back to be delivered again, if the listener allows that. */
  REQUEUE
}
