package dev.fjord.interop.rabbit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DeliverCallback;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.LongString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees every message that anybody publishes in a virtual host, replies through the default exchange
 * included, in the order in which the broker took them.
 *
 * <p>Confined to one thread; reading may block.
 */
public final class Firehose implements AutoCloseable {
  private static final String TRACE = "amq.rabbitmq.trace";

  private final RabbitNode node;
  private final String virtualHost;
  private final Channel channel;
  private final String consumerTag;
  private final BlockingQueue<RawMessage> messages = new LinkedBlockingQueue<>();

  Firehose(RabbitNode node, String virtualHost, Channel channel) throws IOException {
    this.node = node;
    this.virtualHost = virtualHost;
    this.channel = channel;
    String queue = channel.queueDeclare("", false, true, true, Map.of()).getQueue();
    channel.queueBind(queue, TRACE, "publish.#");
    DeliverCallback add = (tag, delivery) -> messages.add(published(delivery));
    this.consumerTag = channel.basicConsume(queue, true, add, tag -> {});
    node.eval("rabbit_trace:start(<<\"" + virtualHost + "\">>)");
  }

  /** Waits for the next message. */
  public RawMessage next(Duration timeout) {
    return next(message -> true, timeout);
  }

  /** Waits for the next message that is wanted, passing over all others. */
  public RawMessage next(Predicate<RawMessage> wanted, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    StringBuilder passed = new StringBuilder();
    try {
      while (true) {
        RawMessage message = messages.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (message == null) {
          throw new AssertionError(
              "not seen within " + timeout.toMillis() + " ms; passed over:" + passed);
        }
        if (wanted.test(message)) {
          return message;
        }
        passed.append('\n').append(message);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while watching the firehose", e);
    }
  }

  /** Forgets what was seen so far. */
  public void clear() {
    messages.clear();
  }

  @Override
  public void close() {
    try {
      node.eval("rabbit_trace:stop(<<\"" + virtualHost + "\">>)");
      channel.basicCancel(consumerTag);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("closing the firehose", e);
    }
  }

  private static RawMessage published(Delivery delivery) {
    Map<String, Object> trace = delivery.getProperties().getHeaders();
    String exchange = trace.get("exchange_name").toString();
    String key =
        ((List<?>) trace.get("routing_keys"))
            .stream().map(Object::toString).collect(Collectors.joining(","));
    return new RawMessage(exchange, key, properties(trace.get("properties")), delivery.getBody());
  }

  private static BasicProperties properties(@Nullable Object table) {
    Map<?, ?> values = table instanceof Map<?, ?> map ? map : Map.of();
    return new BasicProperties.Builder()
        .contentType(text(values, "content_type"))
        .contentEncoding(text(values, "content_encoding"))
        .headers(headers(values.get("headers")))
        .deliveryMode(number(values, "delivery_mode"))
        .priority(number(values, "priority"))
        .correlationId(text(values, "correlation_id"))
        .replyTo(text(values, "reply_to"))
        .expiration(text(values, "expiration"))
        .messageId(text(values, "message_id"))
        .timestamp(values.get("timestamp") instanceof Date date ? date : null)
        .type(text(values, "type"))
        .userId(text(values, "user_id"))
        .appId(text(values, "app_id"))
        .clusterId(text(values, "cluster_id"))
        .build();
  }

  private static @Nullable String text(Map<?, ?> values, String name) {
    return Optional.ofNullable(values.get(name)).map(Object::toString).orElse(null);
  }

  private static @Nullable Integer number(Map<?, ?> values, String name) {
    return values.get(name) instanceof Number number ? number.intValue() : null;
  }

  private static @Nullable Map<String, Object> headers(@Nullable Object table) {
    if (!(table instanceof Map<?, ?> map)) {
      return null;
    }
    return map.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().toString(),
                entry ->
                    entry.getValue() instanceof LongString longString
                        ? longString.toString()
                        : entry.getValue()));
  }
}
