package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import dev.fjord.DeliveryException;
import dev.fjord.Target;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the broker rejects is tried again as long as its sender waits, and then told. */
class RabbitRejectionTest {
  private static final int ACK = 60 << 16 | 80;
  private static final int NACK = 60 << 16 | 120;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(1);

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private final Target topic = Target.topic("rejection-" + UUID.randomUUID());

  @Test
  void aMessageForAFullQueueArrivesWhenThereIsRoomInTime() throws IOException {
    try (RawBroker raw = rabbit.raw();
        Transport transport = Transport.open(rabbit.url())) {
      declareQueueForOne(raw.channel());
      Wire.await(Wire.cast(transport.driver(), topic, 1, LONG));
      CompletionStage<Void> second = Wire.cast(transport.driver(), topic, 2, LONG);
      assertThat(Wire.failure(Wire.cast(transport.driver(), topic, 3, SHORT)))
          .isInstanceOf(DeliveryException.class);
      assertThat(second.toCompletableFuture()).isNotDone();
      assertThat(raw.get(topic.requireTopic()).orElseThrow().text()).contains("1");
      Wire.await(second);
      assertThat(raw.await(topic.requireTopic(), LONG).text()).contains(": 2, ");
    }
  }

  @Test
  void aMessageForAQueueThatStaysFullIsRejectedByTheBrokerAtItsDeadline() throws IOException {
    try (RawBroker raw = rabbit.raw();
        Transport transport = Transport.open(rabbit.url())) {
      declareQueueForOne(raw.channel());
      Wire.await(Wire.cast(transport.driver(), topic, 1, LONG));
      for (CompletionStage<?> late :
          new CompletionStage<?>[] {
            Wire.cast(transport.driver(), topic, 2, SHORT),
            Wire.call(transport.driver(), topic, 3, SHORT)
          }) {
        long begin = System.nanoTime();
        assertThat(Wire.failure(late))
            .isInstanceOfSatisfying(
                DeliveryException.class,
                failure -> assertThat(failure.retry()).isEqualTo(DeliveryException.Retry.SAFE))
            .hasMessageContaining("rejected by the broker");
        assertThat(Wire.elapsed(begin)).isLessThan(SHORT.plus(GRACE));
      }
      assertThat(raw.ready(topic.requireTopic())).contains(1);
    }
  }

  @Test
  void aNackOfTheBrokerIsTriedAgainAndTheCopiesAreServedOnce() {
    AtomicInteger nacks = new AtomicInteger(3);
    try (FaultProxy proxy = FaultProxy.before(rabbit.node().port());
        Transport serving = Transport.open(rabbit.url());
        Transport calling = Transport.open(through(proxy));
        EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      proxy.fromBroker(
          frame ->
              Optional.of(
                  frame.classAndMethod() == ACK && nacks.getAndDecrement() > 0
                      ? frame.as(NACK)
                      : frame));
      Wire.await(Wire.cast(calling.driver(), topic, 7, LONG));
      assertThat(nacks).hasValueLessThan(0);
      assertThat(Wire.number(Wire.call(calling.driver(), topic, 8, LONG))).isEqualTo(8);
      // The broker had taken it each time: one message with four copies.
      Awaitility.await().atMost(LONG).until(() -> server.waiting() == 2);
    }
  }

  private static String through(FaultProxy proxy) {
    return "rabbit://guest:guest@127.0.0.1:" + proxy.port() + "/" + rabbit.virtualHost();
  }

  private void declareQueueForOne(Channel channel) throws IOException {
    String name = topic.requireTopic();
    channel.exchangeDeclare("openstack", BuiltinExchangeType.TOPIC, false);
    channel.queueDeclare(
        name, false, false, false, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
    channel.queueBind(name, "openstack", name);
  }
}
