package dev.fjord.interop.rabbit;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;

/**
 * A message as it was on the wire.
 *
 * @param exchange the exchange it was published to; empty for the default exchange
 * @param routingKey the key it was published with
 * @param properties its properties; what was absent is null in there
 * @param body its bytes
 */
public record RawMessage(
    String exchange, String routingKey, BasicProperties properties, byte[] body) {
  /** The body read as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return exchange + " / " + routingKey + " " + properties + " " + text();
  }
}
