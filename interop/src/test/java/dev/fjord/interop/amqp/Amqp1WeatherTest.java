package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.artemis.ArtemisBroker;
import dev.fjord.interop.artemis.SharedArtemis;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.faults.Figure;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Networks that are slow, narrow, silent or away, while the broker of AMQP 1.0 is well. */
class Amqp1WeatherTest extends WeatherTests {
  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(1);

  @RegisterExtension static final SharedArtemis artemis = new SharedArtemis();

  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp");

  @Override
  Site site() {
    return Site.of(artemis);
  }

  @Override
  String signsOfLife(Duration every) {
    return "?idle_timeout=" + every.toSeconds();
  }

  /** The broker ends a connection on which nothing comes for a second. */
  @Test
  void theBrokersWishForSignsOfLifeIsMetAndItsSilenceBorneIfWeWishForNone() {
    try (ArtemisBroker strict =
            ArtemisBroker.start(settings -> settings.idleTimeout(SHORTEST_IDLE));
        FaultProxy before = FaultProxy.beforeAny(strict.port());
        Transport idle = Transport.open("amqp://127.0.0.1:" + before.port() + "/?idle_timeout=0");
        EchoServer own = new EchoServer(idle.driver(), topic.server("one"))) {
      idle.onConnectionChange(changes::add);
      long bytes = before.bytesToBroker();
      Awaitility.await().pollDelay(Duration.ofMillis(2_500)).until(() -> true);
      assertNotLost();
      assertThat(before.bytesToBroker()).as("bytes sent while idle").isGreaterThan(bytes);
      assertThat(call(idle, 3)).isEqualTo(3);
      assertThat(before.accepted()).isOne();
      Awaitility.await().atMost(LONG).until(() -> own.waiting() == 1);
    }
  }

  @Test
  void aPortThatRefusesEndsCallsByTheirTimeAndIsUsedOnceItListensAgain() {
    proxy.refuse();
    try (Transport calling = Transport.open(through(""))) {
      CompletionStage<JsonText> patient = Wire.call(calling.driver(), topic, 1, LONG);
      long begin = System.nanoTime();
      assertThat(Wire.failure(Wire.call(calling.driver(), topic, 2, Duration.ofSeconds(1))))
          .isInstanceOf(BrokerUnreachableException.class)
          .hasMessageContaining("127.0.0.1:" + proxy.port());
      assertThat(Wire.elapsed(begin)).isLessThan(CLOSE);
      proxy.listenAgain();
      begin = System.nanoTime();
      assertThat(Wire.number(patient)).isEqualTo(1);
      assertThat(Wire.elapsed(begin)).isLessThan(CLOSE);
    }
  }

  @Test
  void theLargestMessageDelaysThoseOfOtherTransportsLittle() {
    String text = "x".repeat(15_000_000);
    String body = "{\"method\": \"m\", \"n\": \"" + text + "\"}";
    try (Transport large = Transport.open(artemis.url());
        Transport small = Transport.open(artemis.url())) {
      assertThat(call(large, 1) + call(small, 1)).isEqualTo(2);
      CompletionStage<JsonText> echoed =
          large
              .driver()
              .call(
                  topic,
                  new OutgoingMessage(JsonText.of(body), MessageContext.empty()),
                  CallOptions.within(LONG))
              .reply();
      Duration slowest = Duration.ZERO;
      int calls = 0;
      while (!echoed.toCompletableFuture().isDone() || calls < 50) {
        long begin = System.nanoTime();
        assertThat(call(small, 3)).isEqualTo(3);
        Duration took = Wire.elapsed(begin);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        calls++;
      }
      assertThat(Wire.await(echoed).length()).isEqualTo(text.length() + 2);
      assertThat(slowest).isLessThan(Duration.ofSeconds(2));
      Figure.tell("slowest of " + calls + " others " + slowest.toMillis() + " ms");
    }
  }

  /** Each is larger than what is written ahead. */
  @Test
  void largeMessagesInARowAllLeave() {
    String body = "{\"n\": \"" + "x".repeat(1 << 20) + "\"}";
    try (Transport sending = Transport.open(artemis.url())) {
      for (int round = 0; round < 4; round++) {
        List<CompletionStage<Void>> sent = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
          sent.add(
              sending
                  .driver()
                  .send(
                      Target.topic(topic.requireTopic() + ".info"),
                      new OutgoingMessage(JsonText.of(body), MessageContext.empty()),
                      new SendOptions(SendOptions.Kind.NOTIFICATION, LONG)));
        }
        sent.forEach(Wire::await);
      }
    }
  }
}
