package dev.fjord.interop.wire;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.fjord.interop.rabbit.RawBroker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message that oslo.messaging 14.0.3 sent.
 *
 * @param exchange where it was published
 * @param routingKey with which key
 * @param expiration its expiration property; empty for none
 * @param body its bytes as text
 */
record CapturedMessage(String exchange, String routingKey, String expiration, String body) {
  private static final int LINES = 5;

  /** All captured messages by name. */
  static Map<String, CapturedMessage> all() {
    try (InputStream in = CapturedMessage.class.getResourceAsStream("captured-messages.txt")) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("# "))
              .toList();
      Map<String, CapturedMessage> all = new LinkedHashMap<>();
      for (int i = 0; i + LINES <= lines.size(); i += LINES + 1) {
        all.put(
            lines.get(i),
            new CapturedMessage(
                lines.get(i + 1), lines.get(i + 2), lines.get(i + 3), lines.get(i + 4)));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The properties it had. */
  BasicProperties properties() {
    BasicProperties json = RawBroker.json();
    return expiration.isEmpty() ? json : json.builder().expiration(expiration).build();
  }

  /** Publishes it as it was captured. */
  void publish(RawBroker raw) {
    raw.publish(exchange, routingKey, properties(), body.getBytes(StandardCharsets.UTF_8));
  }

  /** A reply for a caller: nothing changed but the id it answers and the queue it goes to. */
  void publishAsReplyTo(RawBroker raw, String messageId, String replyQueue) {
    String answering =
        body.replaceFirst(
            "\\\\\"_msg_id\\\\\": \\\\\"[0-9a-f]{32}", "\\\\\"_msg_id\\\\\": \\\\\"" + messageId);
    raw.publish("", replyQueue, properties(), answering.getBytes(StandardCharsets.UTF_8));
  }
}
