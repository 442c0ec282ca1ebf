package dev.fjord.benchmarks.raw;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.Map;

/** Answers each request with its text, on the thread that brings it. */
final class RawServer {
  static final String EXCHANGE = "raw-bench";
  static final String QUEUE = "raw-bench-requests";

  private final Profile profile;
  private final Channel requests;
  private final Channel replies;
  private final Envelopes envelopes = new Envelopes();
  private final Ids ids = new Ids();

  private RawServer(Profile profile, Connection connection) throws IOException {
    this.profile = profile;
    this.requests = connection.createChannel();
    this.replies = connection.createChannel();
  }

  static void start(Profile profile, Connection connection) throws IOException {
    new RawServer(profile, connection).consume();
  }

  private void consume() throws IOException {
    requests.exchangeDeclare(EXCHANGE, "topic", false, false, Map.of());
    requests.queueDeclare(QUEUE, false, false, false, Map.of());
    requests.queuePurge(QUEUE);
    requests.queueBind(QUEUE, EXCHANGE, QUEUE);
    if (profile.isConfirmed()) {
      replies.confirmSelect();
    }
    requests.basicConsume(
        QUEUE,
        !profile.isConfirmed(),
        new DefaultConsumer(requests) {
          @Override
          public void handleDelivery(
              String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
              throws IOException {
            if (profile.isConfirmed()) {
              requests.basicAck(envelope.getDeliveryTag(), false);
            }
            answer(properties, body);
          }
        });
  }

  private void answer(AMQP.BasicProperties properties, byte[] body) throws IOException {
    if (!profile.isJson()) {
      AMQP.BasicProperties reply =
          new AMQP.BasicProperties.Builder().correlationId(properties.getCorrelationId()).build();
      replies.basicPublish("", properties.getReplyTo(), reply, body);
      return;
    }
    Map<?, ?> message = envelopes.read(body);
    Object text = message.get("args") instanceof Map<?, ?> args ? args.get("text") : null;
    byte[] reply =
        envelopes.reply(String.valueOf(text), String.valueOf(message.get("_msg_id")), ids.next());
    replies.basicPublish(
        "",
        String.valueOf(message.get("_reply_q")),
        profile.isMandatory(),
        WireProperties.LASTING,
        reply);
  }
}
