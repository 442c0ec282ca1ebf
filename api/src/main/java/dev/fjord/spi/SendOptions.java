package dev.fjord.spi;

import dev.fjord.Undeliverable;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a one-way message is sent.
 *
 * @param kind what it is
 * @param timeout how long the send may take until the broker has the message
 * @param undeliverable what becomes of a cast that nobody serves; empty leaves it to the driver's
 *     settings
 * @param retries how often the broker may be tried again, after a first attempt that failed, before
 *     the send fails; empty means as often as the timeout allows
 * @since 0.1.0
 */
public record SendOptions(
    Kind kind, Duration timeout, Optional<Undeliverable> undeliverable, OptionalInt retries) {
  /** A message that is tried again as often as the timeout allows. */
  public SendOptions(Kind kind, Duration timeout, Optional<Undeliverable> undeliverable) {
    this(kind, timeout, undeliverable, OptionalInt.empty());
  }

  /** A message that is undeliverable as the driver's settings say. */
  public SendOptions(Kind kind, Duration timeout) {
    this(kind, timeout, Optional.empty());
  }

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
