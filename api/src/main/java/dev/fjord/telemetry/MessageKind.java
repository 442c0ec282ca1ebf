package dev.fjord.telemetry;

import java.util.Locale;

/**
 * What a message is.
 *
 * @since 0.1.0
 */
public enum MessageKind {
  /** A request whose sender waits for a reply. */
  CALL,
  /** A request without a reply. */
  CAST,
  /** An event. */
  NOTIFICATION;

  /** The word for tags and attributes: {@code call}, {@code cast}, {@code notification}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
