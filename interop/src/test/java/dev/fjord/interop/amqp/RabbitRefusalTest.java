package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.BuiltinExchangeType;
import dev.fjord.BrokerUnreachableException;
import dev.fjord.ConfigurationException;
import dev.fjord.Target;
import dev.fjord.TransportUrl;
import dev.fjord.UndeliverableException;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the broker refuses is told with its reason, soon, and not tried over and over. */
class RabbitRefusalTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private final Target topic = Target.topic("refusal-" + UUID.randomUUID());

  @Test
  void aWrongPasswordIsToldSoonAndNotShown() {
    String url =
        "rabbit://guest:s3cret@127.0.0.1:" + rabbit.node().port() + "/" + rabbit.virtualHost();
    long begin = System.nanoTime();
    try (Transport transport = Transport.builder().url(url).open()) {
      Throwable failure = Wire.failure(Wire.call(transport.driver(), topic, 1, LONG));
      assertThat(failure)
          .isInstanceOf(BrokerUnreachableException.class)
          .hasMessageContaining("refused the user or password");
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        assertThat(String.valueOf(cause)).doesNotContain("s3cret");
      }
      assertThat(Wire.failure(Wire.cast(transport.driver(), topic, 2, LONG)))
          .isInstanceOf(BrokerUnreachableException.class);
    }
    assertThat(Wire.elapsed(begin)).isLessThan(SOON);
  }

  @Test
  void aMissingVirtualHostIsToldSoon() {
    long begin = System.nanoTime();
    try (Transport transport = Transport.builder().url(rabbit.node().url("nowhere")).open()) {
      assertThat(Wire.failure(Wire.call(transport.driver(), topic, 1, LONG)))
          .isInstanceOf(BrokerUnreachableException.class)
          .hasMessageContaining("nowhere");
    }
    assertThat(Wire.elapsed(begin)).isLessThan(SOON);
  }

  @Test
  void withoutABrokerACallEndsByItsOwnTimeout() {
    try (Transport transport = Transport.builder().url("rabbit://127.0.0.1:1/").open()) {
      long begin = System.nanoTime();
      assertThat(Wire.failure(Wire.call(transport.driver(), topic, 1, Duration.ofMillis(1_500))))
          .isInstanceOf(BrokerUnreachableException.class)
          .hasMessageContaining("refused");
      assertThat(Wire.elapsed(begin)).isLessThan(SOON);
      assertThat(Wire.failure(Wire.cast(transport.driver(), topic, 2, Duration.ofMillis(500))))
          .isInstanceOf(BrokerUnreachableException.class);
    }
  }

  @Test
  void whatDoesNotSpeakAmqp091IsToldByWhatItAnswers() {
    assertThat(failureOfWhatAnswers("AMQP\0\1\0\0"))
        .hasMessageContaining("AMQP 1-0-0 is spoken there, and not AMQP 0-9-1");
    assertThat(failureOfWhatAnswers("HTTP/1.1 400 Bad Request\r\n\r\n"))
        .hasMessageContaining("AMQP 0-9-1 is not spoken there")
        .hasMessageContaining("485454502f312e31");
  }

  private Throwable failureOfWhatAnswers(String answer) {
    try (ForeignServer other = ForeignServer.answering(answer);
        Transport transport = Transport.open("rabbit://127.0.0.1:" + other.port())) {
      return Wire.failure(Wire.call(transport.driver(), topic, 1, Duration.ofSeconds(2)));
    }
  }

  @Test
  void aQueueWithOtherFlagsIsAnErrorThatNamesIt() throws IOException {
    try (RawBroker raw = rabbit.raw();
        Transport transport = open("")) {
      raw.channel().queueDeclare(topic.requireTopic(), true, false, false, Map.of());
      Listener listener =
          transport.driver().listen(new ListenRequest.Requests(topic.server("one"), 10));
      assertThat(Wire.failure(listener.start(message -> {})))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(topic.requireTopic())
          .hasMessageContaining("durable");
    }
  }

  @Test
  void anExchangeWithOtherFlagsIsAnErrorForItsSendersAlone() throws IOException {
    try (RawBroker raw = rabbit.raw();
        Transport transport = open("")) {
      String other = "exchange-" + UUID.randomUUID();
      raw.channel().exchangeDeclare(other, BuiltinExchangeType.DIRECT);
      assertThat(Wire.failure(Wire.cast(transport.driver(), topic.exchange(other), 1, LONG)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(other)
          .hasMessageContaining("type");
      try (EchoServer server = new EchoServer(transport.driver(), topic.server("one"))) {
        assertThat(Wire.number(Wire.call(transport.driver(), topic, 2, LONG))).isEqualTo(2);
        assertThat(server.waiting()).isEqualTo(1);
      }
    }
  }

  @Test
  void aDurableClientMakesDoWithAnExchangeThatIsNot() throws IOException {
    try (RawBroker raw = rabbit.raw();
        Transport transport = open("?amqp_durable_queues=true")) {
      String shared = "exchange-" + UUID.randomUUID();
      raw.channel().exchangeDeclare(shared, BuiltinExchangeType.TOPIC, false);
      Target there = topic.exchange(shared);
      try (EchoServer server = new EchoServer(transport.driver(), there.server("one"))) {
        assertThat(Wire.number(Wire.call(transport.driver(), there, 2, LONG))).isEqualTo(2);
        assertThat(server.waiting()).isEqualTo(1);
      }
    }
  }

  @Test
  void oslosSilenceCanBeHadBack() {
    try (Transport strict = open("");
        Transport silent = open("?rpc_mandatory=false")) {
      assertThat(Wire.failure(Wire.cast(strict.driver(), topic, 1, LONG)))
          .isInstanceOf(UndeliverableException.class);
      Wire.await(Wire.cast(silent.driver(), topic, 1, LONG));
    }
  }

  @Test
  void anUnknownOptionIsToldAtTheOpening() {
    assertThatThrownBy(() -> open("?rabbit_quorum_queues=true"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("rabbit_quorum_queue");
    assertThat(TransportUrl.parse(rabbit.url()).scheme()).isEqualTo("rabbit");
  }

  private static Transport open(String options) {
    return Transport.builder().url(rabbit.url() + options).open();
  }
}
