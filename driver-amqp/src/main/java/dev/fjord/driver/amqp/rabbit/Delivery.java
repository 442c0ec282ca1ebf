package dev.fjord.driver.amqp.rabbit;

import com.rabbitmq.client.AMQP;
import dev.fjord.driver.amqp.rabbit.wire.WireProperties;

/**
 * A message as the broker delivered it, not read yet.
 *
 * @param tag by which it is settled
 * @param properties its properties
 * @param body its body; shared, not to be changed
 * @param receivedNanos when it came, on the transport's clock
 * @param isRedelivered whether the broker may have delivered it before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Delivery(
    long tag,
    AMQP.BasicProperties properties,
    byte[] body,
    long receivedNanos,
    boolean isRedelivered) {
  /** What was left of the message's time when it came, in milliseconds; negative for no limit. */
  long expirationMillis() {
    return WireProperties.expiration(properties).orElse(-1);
  }

  /** Whether its time is over. */
  boolean isExpired(long nowNanos) {
    long millis = expirationMillis();
    // Divided rather than multiplied: the number comes from outside and may be huge.
    return millis >= 0 && (nowNanos - receivedNanos) / 1_000_000 >= millis;
  }
}
