package dev.fjord.benchmarks.raw;

import com.rabbitmq.client.AMQP;
import java.util.Map;

/** The properties that oslo.messaging and Fjord write. */
final class WireProperties {
  static final AMQP.BasicProperties LASTING =
      new AMQP.BasicProperties.Builder()
          .contentType("application/json")
          .contentEncoding("utf-8")
          .deliveryMode(2)
          .priority(0)
          .headers(Map.of())
          .build();

  static final AMQP.BasicProperties WITHIN_A_MINUTE = LASTING.builder().expiration("60000").build();

  private WireProperties() {}
}
