package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import dev.fjord.interop.artemis.ArtemisBroker;
import dev.fjord.interop.artemis.SharedArtemis;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.faults.Figure;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Networks that are slow, narrow, silent or away, while the broker of AMQP 1.0 is well. */
@Timeout(60)
@Tag("long")
class Amqp1WeatherTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(1);

  @RegisterExtension static final SharedArtemis artemis = new SharedArtemis();

  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp");

  private final Target topic = Target.topic("weather-" + UUID.randomUUID());
  private final List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
  private FaultProxy proxy;
  private Transport serving;
  private EchoServer server;

  @BeforeEach
  void open() {
    proxy = FaultProxy.beforeAny(artemis.broker().port());
    serving = Transport.open(artemis.url());
    server = new EchoServer(serving.driver(), topic.server("one"));
  }

  @AfterEach
  void close() {
    server.close();
    serving.close();
    proxy.close();
  }

  @Test
  void longWaysThatVaryCostTimeAndNothingElse() {
    try (Transport calling = Transport.open(through("?idle_timeout=1"))) {
      calling.onConnectionChange(changes::add);
      proxy.delay(Duration.ofMillis(100), Duration.ofMillis(300));
      List<CompletionStage<JsonText>> calls = new ArrayList<>();
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 25; i++) {
          calls.add(Wire.call(calling.driver(), topic, i, LONG));
        }
        assertThat(Wire.number(calls.get(calls.size() - 1))).isEqualTo(24);
      }
      for (int i = 0; i < calls.size(); i++) {
        assertThat(Wire.number(calls.get(i))).isEqualTo(i % 25);
      }
      assertNotLost();
    }
  }

  @Test
  void aMegabyteThroughATenthOfThatASecondNeitherStarvesSignsOfLifeNorHangs() {
    try (Transport calling = Transport.open(through("?idle_timeout=1"))) {
      calling.onConnectionChange(changes::add);
      assertThat(call(calling, 1)).isEqualTo(1);
      proxy.narrow(10_000);
      String megabyte = "{\"method\": \"m\", \"n\": \"" + "x".repeat(1_000_000) + "\"}";
      long begin = System.nanoTime();
      CompletionStage<JsonText> large =
          calling
              .driver()
              .call(
                  topic,
                  new OutgoingMessage(JsonText.of(megabyte), MessageContext.empty()),
                  CallOptions.within(Duration.ofSeconds(3)))
              .reply();
      assertThat(Wire.failure(large)).isInstanceOf(FjordException.class);
      assertThat(Wire.elapsed(begin)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
      assertNotLost();
      proxy.clear();
      assertThat(call(calling, 2)).isEqualTo(2);
    }
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
  void closingDoesNotWaitForAnEndThatNobodyConfirms() {
    Transport calling = Transport.open(through(""));
    EchoServer other = new EchoServer(calling.driver(), topic.server("two"));
    assertThat(call(calling, 1)).isEqualTo(1);
    proxy.hush();
    long begin = System.nanoTime();
    other.close();
    calling.close();
    Duration took = Wire.elapsed(begin);
    Figure.tell("closed after " + took.toMillis() + " ms");
    assertThat(took).isLessThan(CLOSE.plusMillis(200));
  }

  @Test
  void closingIsQuickAndHarmlessWhileDisconnectedAndTwice() {
    Transport calling = Transport.open(through(""));
    EchoServer other = new EchoServer(calling.driver(), topic.server("two"));
    proxy.refuse();
    CompletionStage<JsonText> pending = Wire.call(calling.driver(), topic, 1, LONG);
    long begin = System.nanoTime();
    other.close();
    other.close();
    calling.close();
    calling.close();
    assertThat(Wire.elapsed(begin)).isLessThan(CLOSE);
    assertThat(Wire.failure(pending)).isInstanceOf(TransportClosedException.class);
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
  void manyClientsOfABrokerThatComesBackDoNotStormIt() {
    int clients = 20;
    proxy.refuse();
    List<Transport> all = new ArrayList<>();
    List<CompletionStage<JsonText>> calls = new ArrayList<>();
    try {
      for (int i = 0; i < clients; i++) {
        Transport client = Transport.open(through(""));
        client.onConnectionChange(changes::add);
        all.add(client);
        calls.add(Wire.call(client.driver(), topic, i, LONG));
      }
      Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
      long attempts = changes.stream().filter(c -> c.state() == State.CONNECTING).count();
      // Half of the longest pause, which is a second, is the least.
      assertThat(attempts / clients).isBetween(3L, 10L);
      int before = proxy.accepted();
      proxy.listenAgain();
      for (int i = 0; i < clients; i++) {
        assertThat(Wire.number(calls.get(i))).isEqualTo(i);
      }
      assertThat(proxy.accepted() - before).isEqualTo(clients);
      Figure.tell(attempts + " attempts of " + clients + " clients in 3 s");
    } finally {
      all.forEach(Transport::close);
    }
  }

  @Test
  void aHostWithoutAddressIsPassedOver() {
    String hosts = "amqp://no-such-host.invalid:5672,";
    for (int i = 0; i < 4; i++) {
      // Which of two hosts is tried first is random.
      try (Transport calling = Transport.open(artemis.url().replace("amqp://", hosts))) {
        assertThat(call(calling, i)).isEqualTo(i);
      }
    }
  }

  @Test
  void resetsTwentyTimesOverDoNotStopProgressNorAddThreads() throws Exception {
    Counting desk = new Counting();
    Target counted = Target.topic(topic.requireTopic() + "-rpc");
    try (Transport calling = Transport.open(through(""));
        RpcServer counting =
            RpcServer.builder(serving, counted.server("one")).endpoint(desk).start()) {
      CallLoad load = new CallLoad(RpcClient.of(calling, counted), Duration.ofSeconds(10), 4);
      Awaitility.await().atMost(LONG).until(() -> load.answered() > 10);
      long threads = wireThreads();
      for (int i = 0; i < 20; i++) {
        Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        proxy.reset();
      }
      int answered = load.answered();
      Awaitility.await().atMost(LONG).until(() -> load.answered() > answered + 100);
      load.close();
      assertThat(load.faults()).isEmpty();
      assertThat(desk.runs().values()).containsOnly(1);
      assertThat(wireThreads()).isLessThanOrEqualTo(threads);
      Figure.tell(load.answered() + " of " + load.begun() + " calls answered in 20 resets");
      assertThat(counting.executor()).isEqualTo("hybrid");
    }
  }

  @Test
  void aCallbackThatBlocksForSecondsCostsNoConnectionAndNoOtherTransport() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    Target counted = Target.topic(topic.requireTopic() + "-rpc");
    try (Transport calling = Transport.open(through("?idle_timeout=1"));
        Transport other = Transport.open(artemis.url());
        RpcServer counting =
            RpcServer.builder(serving, counted.server("one")).endpoint(new Counting()).start()) {
      calling.onConnectionChange(changes::add);
      var done =
          RpcClient.of(calling, counted)
              .timeout(LONG)
              .request("triple")
              .arg("n", 1)
              .callAsync(Integer.class)
              .thenRun(() -> block(blocked));
      assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
      while (!done.isDone()) {
        // The wire of the transport goes on, and so does everybody else.
        assertThat(call(calling, 3)).isEqualTo(3);
        assertThat(call(other, 4)).isEqualTo(4);
      }
      assertNotLost();
      assertThat(counting.executor()).isEqualTo("hybrid");
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

  private static void block(CountDownLatch blocked) {
    blocked.countDown();
    try {
      // Never: this is what must not be done on a loop.
      boolean ignored = new CountDownLatch(1).await(2_500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertNotLost() {
    assertThat(changes).noneMatch(change -> change.state() == State.RECOVERING);
  }

  private static long wireThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("wire-amqp"))
        .count();
  }

  private int call(Transport over, int n) {
    return Wire.number(Wire.call(over.driver(), topic, n, LONG));
  }

  private String through(String query) {
    return artemis.url().replace(":" + artemis.broker().port(), ":" + proxy.port()) + query;
  }
}
