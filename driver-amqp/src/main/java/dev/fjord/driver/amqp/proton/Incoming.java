package dev.fjord.driver.amqp.proton;

import dev.fjord.driver.amqp.HeartbeatInterval;
import dev.fjord.driver.amqp.proton.link.Arrival;
import dev.fjord.driver.amqp.proton.wire.Envelope;
import dev.fjord.driver.amqp.proton.wire.ReceivedRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * A request or notification that arrived and was read.
 *
 * @param arrival by which it is settled
 * @param envelope what travelled around its body
 * @param request its body
 */
record Incoming(Arrival arrival, Envelope envelope, ReceivedRequest request) {
  /** Where its reply goes; empty text if nobody waits for one. */
  String replyTo() {
    String address = envelope.replyTo();
    return address == null ? "" : address;
  }

  /** By what a copy of it is known; empty text if by nothing. */
  String uniqueId() {
    Object id = envelope.messageId();
    return id == null || replyTo().isEmpty() ? "" : replyTo() + " " + id;
  }

  Optional<Duration> heartbeatInterval() {
    return HeartbeatInterval.asked(request.monitor());
  }

  /** What is left of its time, never negative; empty if it has no limit. */
  Optional<Duration> budget(long nowNanos) {
    return budget(envelope, arrival, nowNanos);
  }

  /** Whether the time of a message is over. */
  static boolean isExpired(Envelope envelope, Arrival arrival, long nowNanos) {
    return budget(envelope, arrival, nowNanos).filter(Duration::isZero).isPresent();
  }

  private static Optional<Duration> budget(Envelope envelope, Arrival arrival, long nowNanos) {
    if (envelope.ttlMillis() < 0) {
      return Optional.empty();
    }
    Duration left =
        Duration.ofMillis(envelope.ttlMillis())
            .minus(Duration.ofNanos(nowNanos - arrival.receivedNanos()));
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }
}
