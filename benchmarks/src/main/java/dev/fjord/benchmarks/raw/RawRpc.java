package dev.fjord.benchmarks.raw;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * RPC over the RabbitMQ client by hand: a reply queue of the caller's own, replies correlated in a
 * map, one channel to publish and one to consume on each side.
 */
public final class RawRpc implements Subject {
  private final Profile profile;
  private final Connection serverSide;
  private final Connection clientSide;
  private final Channel requests;
  private final String replyQueue;
  private final ConcurrentMap<String, Pending> pending = new ConcurrentHashMap<>();
  private final Envelopes envelopes = new Envelopes();
  private final Ids ids = new Ids();

  /** Opens both ends. Parameters: {@code amqp}, {@code profile}. */
  public RawRpc(Parameters parameters) throws Exception {
    profile = Profile.of(parameters);
    serverSide = Broker.connect(parameters, "raw-server");
    clientSide = Broker.connect(parameters, "raw-client");
    RawServer.start(profile, serverSide);
    requests = clientSide.createChannel();
    if (profile.isConfirmed()) {
      requests.confirmSelect();
    }
    Channel replies = clientSide.createChannel();
    replyQueue = declareReplyQueue(replies);
    replies.basicConsume(
        replyQueue,
        true,
        new DefaultConsumer(replies) {
          @Override
          public void handleDelivery(
              String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            received(properties, body);
          }
        });
  }

  @Override
  public void start(Payload payload, Completion completion) throws IOException {
    String id = ids.next();
    pending.put(id, new Pending(payload, completion));
    if (!profile.isJson()) {
      AMQP.BasicProperties properties =
          new AMQP.BasicProperties.Builder().correlationId(id).replyTo(replyQueue).build();
      publish(RawServer.QUEUE, properties, payload.bytes());
      return;
    }
    byte[] body = envelopes.request(payload.text(), id, replyQueue, ids.next());
    publish(RawServer.QUEUE, WireProperties.WITHIN_A_MINUTE, body);
  }

  @Override
  public void close() throws IOException {
    clientSide.close();
    serverSide.close();
  }

  /** Callers share the channel. */
  private void publish(String key, AMQP.BasicProperties properties, byte[] body)
      throws IOException {
    synchronized (requests) {
      requests.basicPublish(RawServer.EXCHANGE, key, profile.isMandatory(), properties, body);
    }
  }

  private void received(AMQP.BasicProperties properties, byte[] body) {
    if (!profile.isJson()) {
      end(properties.getCorrelationId(), body);
      return;
    }
    Map<?, ?> message = envelopes.read(body);
    end(String.valueOf(message.get("_msg_id")), String.valueOf(message.get("result")));
  }

  private void end(String id, Object reply) {
    Pending call = pending.remove(id);
    if (call != null) {
      call.completion.reply(call.payload, reply);
    }
  }

  /** As oslo.messaging declares it; the plain profile takes the cheapest there is. */
  private String declareReplyQueue(Channel channel) throws IOException {
    return profile.isJson()
        ? channel
            .queueDeclare(
                "reply_" + ids.next(), false, false, false, Map.of("x-expires", 1_800_000))
            .getQueue()
        : channel.queueDeclare().getQueue();
  }

  private record Pending(Payload payload, Completion completion) {}
}
