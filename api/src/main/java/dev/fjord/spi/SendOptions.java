package dev.fjord.spi;

import java.time.Duration;

/**
 * How a one-way message is sent.
 *
 * @param kind what it is
 * @param timeout how long the send may take until the broker has the message
 */
public record SendOptions(Kind kind, Duration timeout) {
  /** What a one-way message is. */
  public enum Kind {
    /** A request without a reply. Undeliverable is an error, unless it goes to a fanout. */
    CAST,
    /** A notification in an envelope (oslo.messaging's messagingv2). */
    NOTIFICATION,
    /** A notification without an envelope (oslo.messaging's messaging). */
    BARE_NOTIFICATION
  }
}
