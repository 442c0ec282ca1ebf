package dev.fjord.interop.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/**
 * Plain access to a broker, for assertions on the wire: no library of ours and no envelope in
 * between. Declarations have the flags that oslo.messaging uses; for others take the {@link
 * #channel()}.
 *
 * <p>Confined to one thread; every method may block.
 */
public final class RawBroker implements AutoCloseable {
  private static final int CONFIRM_LIMIT_MILLIS = 10_000;
  private static final int NOT_FOUND = 404;

  private final RabbitNode node;
  private final String virtualHost;
  private final Connection connection;
  private final Channel channel;

  private RawBroker(RabbitNode node, String virtualHost, Connection connection) throws IOException {
    this.node = node;
    this.virtualHost = virtualHost;
    this.connection = connection;
    this.channel = connection.createChannel();
    channel.confirmSelect();
  }

  /** Connects to a virtual host of a node; the connection does not recover. */
  public static RawBroker connect(RabbitNode node, String virtualHost) {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(node.port());
    factory.setVirtualHost(virtualHost);
    factory.setAutomaticRecoveryEnabled(false);
    try {
      return new RawBroker(node, virtualHost, factory.newConnection("raw-broker"));
    } catch (IOException | TimeoutException e) {
      throw new IllegalStateException("no connection to port " + node.port(), e);
    }
  }

  /** The properties that oslo.messaging gives every message. */
  public static BasicProperties json() {
    return new BasicProperties.Builder()
        .contentType("application/json")
        .contentEncoding("utf-8")
        .deliveryMode(2)
        .priority(0)
        .headers(Map.of())
        .build();
  }

  /** The channel itself, for what has no method here; in confirm mode. */
  public Channel channel() {
    return channel;
  }

  /** Opens a second channel. */
  public Channel newChannel() {
    return io(connection::createChannel);
  }

  /** Declares an exchange that is not durable and not deleted automatically. */
  public void declareExchange(String name, BuiltinExchangeType type) {
    io(() -> channel.exchangeDeclare(name, type, false, false, Map.of()));
  }

  /** Declares the exchange of a topic's fanout casts. */
  public void declareFanout(String topic) {
    io(
        () ->
            channel.exchangeDeclare(
                topic + "_fanout", BuiltinExchangeType.FANOUT, false, true, Map.of()));
  }

  /** Declares a queue that is neither durable nor exclusive nor deleted automatically. */
  public void declareQueue(String name) {
    declareQueue(name, Map.of());
  }

  /** Declares such a queue with arguments. */
  public void declareQueue(String name, Map<String, Object> arguments) {
    io(() -> channel.queueDeclare(name, false, false, false, arguments));
  }

  /** Declares an exclusive queue bound to an exchange and returns its name. */
  public String bindCapture(String exchange, String key) {
    return io(
        () -> {
          String queue = channel.queueDeclare().getQueue();
          channel.queueBind(queue, exchange, key);
          return queue;
        });
  }

  /** Binds a queue. */
  public void bind(String queue, String exchange, String key) {
    io(() -> channel.queueBind(queue, exchange, key));
  }

  /** Deletes a queue, used or not. */
  public void deleteQueue(String name) {
    io(() -> channel.queueDelete(name));
  }

  /** Publishes bytes and waits for the broker's confirm. */
  public void publish(String exchange, String key, BasicProperties properties, byte[] body) {
    io(
        () -> {
          channel.basicPublish(exchange, key, properties, body);
          channel.waitForConfirmsOrDie(CONFIRM_LIMIT_MILLIS);
          return body;
        });
  }

  /** Publishes a text with the properties of oslo.messaging and waits for the confirm. */
  public void publishJson(String exchange, String key, String body) {
    publish(exchange, key, json(), body.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes and acknowledges the next message of a queue, if there is one. */
  public Optional<RawMessage> get(String queue) {
    GetResponse response = io(() -> channel.basicGet(queue, true));
    return Optional.ofNullable(response)
        .map(
            found ->
                new RawMessage(
                    found.getEnvelope().getExchange(),
                    found.getEnvelope().getRoutingKey(),
                    found.getProps(),
                    found.getBody()));
  }

  /** Waits for the next message of a queue, takes and acknowledges it. */
  public RawMessage await(String queue, Duration timeout) {
    return Awaitility.await("a message in " + queue)
        .atMost(timeout)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .pollInSameThread()
        .until(() -> get(queue), Optional::isPresent)
        .orElseThrow();
  }

  /** How many messages wait in a queue, or nothing if there is no such queue. */
  public Optional<Integer> ready(String queue) {
    return passive(queue).map(DeclareOk::getMessageCount);
  }

  /** How many consumers a queue has, or nothing if there is no such queue. */
  public Optional<Integer> consumers(String queue) {
    return passive(queue).map(DeclareOk::getConsumerCount);
  }

  /** Begins to see every message published in this virtual host; the caller closes it. */
  public Firehose firehose() {
    return io(() -> new Firehose(node, virtualHost, connection.createChannel()));
  }

  @Override
  public void close() {
    connection.abort((int) TimeUnit.SECONDS.toMillis(2));
  }

  /** Asks on a channel of its own, for the broker closes it if the queue is missing. */
  private Optional<DeclareOk> passive(String queue) {
    Channel asking = newChannel();
    try {
      return Optional.of(asking.queueDeclarePassive(queue));
    } catch (IOException e) {
      if (e.getCause() instanceof ShutdownSignalException shutdown
          && shutdown.getReason() instanceof AMQP.Channel.Close close
          && close.getReplyCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw new UncheckedIOException(e);
    } finally {
      io(() -> abort(asking));
    }
  }

  private static Channel abort(Channel channel) throws IOException {
    channel.abort();
    return channel;
  }

  private interface Action<T> {
    T run() throws IOException, InterruptedException, TimeoutException;
  }

  private static <T> T io(Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no confirm from the broker", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while talking to the broker", e);
    }
  }
}
