package dev.fjord.notify;

/** What an endpoint method says of a notification. */
public enum NotificationResult {
  /** Done with it. */
  HANDLED,
  /** Put it back to be delivered again, if the listener allows that. */
  REQUEUE
}
