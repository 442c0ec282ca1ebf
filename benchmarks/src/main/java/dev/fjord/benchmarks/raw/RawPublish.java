package dev.fjord.benchmarks.raw;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Notifications over the RabbitMQ client by hand, with asynchronous confirms: the very bytes of
 * Fjord's, into the very queue, taken from it by a consumer that acknowledges each.
 */
public final class RawPublish implements Subject {
  private static final String EXCHANGE = "raw-bench";
  private static final String QUEUE = "raw-bench-notes.info";
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  private final Connection consumerSide;
  private final Connection publisherSide;
  private final Channel channel;
  private final Envelopes envelopes = new Envelopes();
  private final Ids ids = new Ids();
  private final ConcurrentNavigableMap<Long, Completion> unconfirmed =
      new ConcurrentSkipListMap<>();

  /** Opens both ends. Parameters: {@code amqp}. */
  public RawPublish(Parameters parameters) throws Exception {
    consumerSide = Broker.connect(parameters, "raw-consumer");
    publisherSide = Broker.connect(parameters, "raw-publisher");
    Channel consuming = consumerSide.createChannel();
    consuming.exchangeDeclare(EXCHANGE, "topic", false, false, Map.of());
    consuming.queueDeclare(QUEUE, false, false, false, Map.of());
    consuming.queuePurge(QUEUE);
    consuming.queueBind(QUEUE, EXCHANGE, QUEUE);
    consuming.basicConsume(
        QUEUE,
        false,
        (tag, delivery) -> {
          var unused = envelopes.read(delivery.getBody());
          consuming.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
        },
        tag -> {});
    channel = publisherSide.createChannel();
    channel.confirmSelect();
    channel.addConfirmListener(this::confirmed, this::refused);
  }

  @Override
  public void start(Payload payload, Completion completion) throws IOException {
    String now = TIMESTAMP.format(LocalDateTime.now(ZoneOffset.UTC));
    byte[] body =
        envelopes.notification(payload.text(), UUID.randomUUID().toString(), now, ids.next());
    synchronized (channel) {
      unconfirmed.put(channel.getNextPublishSeqNo(), completion);
      channel.basicPublish(EXCHANGE, QUEUE, WireProperties.LASTING, body);
    }
  }

  @Override
  public void close() throws IOException {
    publisherSide.close();
    consumerSide.close();
  }

  private void confirmed(long sequence, boolean multiple) {
    if (!multiple) {
      Completion completion = unconfirmed.remove(sequence);
      if (completion != null) {
        completion.end(Completion.Correctness.RIGHT);
      }
      return;
    }
    ConcurrentNavigableMap<Long, Completion> upTo = unconfirmed.headMap(sequence, true);
    for (Map.Entry<Long, Completion> entry = upTo.pollFirstEntry();
        entry != null;
        entry = upTo.pollFirstEntry()) {
      entry.getValue().end(Completion.Correctness.RIGHT);
    }
  }

  private void refused(long sequence, boolean multiple) {
    Completion completion = unconfirmed.remove(sequence);
    if (completion != null) {
      completion.fail(new IOException("refused by the broker, multiple: " + multiple));
    }
  }
}
