package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.DeliveryException;
import dev.fjord.MessageContext;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import dev.fjord.interop.rabbit.OwnRabbit;
import dev.fjord.interop.rabbit.RabbitNode;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker that stands still: its sockets are open, take what fits, and say nothing. */
@Timeout(120)
class BrokerFrozenTest {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerFrozenTest.class);
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGE = 1 << 20;

  @RegisterExtension static final OwnRabbit rabbit = new OwnRabbit(RabbitNode.builder());

  private final Target topic = Target.topic("frozen-" + UUID.randomUUID());
  private final Target news = Target.topic(topic.requireTopic() + ".info");
  private Transport transport;

  @BeforeEach
  void open() {
    transport = Transport.builder().url(rabbit.url()).open();
    Wire.await(send(transport, 10));
  }

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void eachSendFailsWithinItsDeadlineAndAllWorksOnceTheBrokerGoesOn() {
    try (EchoServer server = new EchoServer(transport.driver(), topic.server("one"))) {
      assertThat(Wire.number(Wire.call(transport.driver(), topic, 1, PATIENCE))).isEqualTo(1);
      List<CompletableFuture<Duration>> ends = new ArrayList<>();
      rabbit.node().freeze();
      try {
        for (int i = 0; i < 30; i++) {
          ends.add(failsAfter(send(transport, LARGE)));
          ends.add(failsAfter(send(transport, 100)));
          ends.add(failsAfter(Wire.call(transport.driver(), topic, i, DEADLINE)));
        }
        for (CompletableFuture<Duration> end : ends) {
          assertThat(Wire.await(end)).isLessThan(DEADLINE.plus(GRACE));
        }
      } finally {
        rabbit.node().thaw();
      }
      long thawed = System.nanoTime();
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> Wire.number(Wire.call(transport.driver(), topic, 7, DEADLINE)) == 7);
      Wire.await(send(transport, LARGE));
      LOG.info("figure: works {} ms after the thaw", Wire.elapsed(thawed).toMillis());
      assertThat(server.waiting()).isPositive();
    }
  }

  @Test
  void closeReturnsWithinTwoSecondsAndEndsWhatIsOnItsWay() {
    rabbit.node().freeze();
    try {
      List<CompletionStage<?>> underWay = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        underWay.add(send(transport, LARGE));
        underWay.add(Wire.call(transport.driver(), topic, i, PATIENCE));
      }
      long begin = System.nanoTime();
      transport.close();
      Duration took = Wire.elapsed(begin);
      LOG.info("figure: close took {} ms", took.toMillis());
      assertThat(took).isLessThan(CLOSE);
      for (CompletionStage<?> each : underWay) {
        assertThat(Wire.failure(each)).isInstanceOf(TransportClosedException.class);
      }
    } finally {
      rabbit.node().thaw();
    }
  }

  @Test
  void aTransportThatIsOpenedMeanwhileConnectsWhenTheBrokerGoesOn() {
    rabbit.node().freeze();
    try (Transport late = Transport.builder().url(rabbit.url()).open()) {
      assertThat(Wire.await(failsAfter(send(late, 100)))).isLessThan(DEADLINE.plus(GRACE));
      rabbit.node().thaw();
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> Wire.await(send(late, 100)));
    } finally {
      rabbit.node().thaw();
    }
  }

  private CompletionStage<Void> send(Transport over, int size) {
    String body = "{\"n\": \"" + "x".repeat(size) + "\"}";
    return over.driver()
        .send(
            news,
            new OutgoingMessage(JsonText.of(body), MessageContext.empty()),
            new SendOptions(SendOptions.Kind.NOTIFICATION, DEADLINE));
  }

  private static CompletableFuture<Duration> failsAfter(CompletionStage<?> stage) {
    long begin = System.nanoTime();
    return stage
        .handle(
            (result, failure) -> {
              assertThat(
                      Stream.of(
                              DeliveryException.class,
                              MessagingTimeoutException.class,
                              dev.fjord.BrokerUnreachableException.class)
                          .anyMatch(type -> type.isInstance(cause(failure))))
                  .as("ended with %s", failure)
                  .isTrue();
              return Wire.elapsed(begin);
            })
        .toCompletableFuture();
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof java.util.concurrent.CompletionException
        ? failure.getCause()
        : failure;
  }
}
