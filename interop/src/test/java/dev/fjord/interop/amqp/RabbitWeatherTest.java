package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.faults.Figure;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Networks that are slow, narrow, silent or away, while the broker itself is well. */
@Tag("long")
class RabbitWeatherTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private final Target topic = Target.topic("weather-" + UUID.randomUUID());
  private final List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
  private FaultProxy proxy;
  private Transport serving;
  private EchoServer server;

  @BeforeEach
  void open() {
    proxy = FaultProxy.before(rabbit.node().port());
    serving = Transport.open(rabbit.url());
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
    try (Transport calling = Transport.open(through("?heartbeat_timeout_threshold=5"))) {
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
      assertThat(changes).noneMatch(change -> change.state() == State.RECOVERING);
    }
  }

  @Test
  void aMegabyteThroughATenthOfThatASecondNeitherStarvesHeartbeatsNorHangs() {
    try (Transport calling = Transport.open(through("?heartbeat_timeout_threshold=2"))) {
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
                  CallOptions.within(Duration.ofSeconds(6)))
              .reply();
      assertThat(Wire.failure(large)).isInstanceOf(dev.fjord.FjordException.class);
      assertThat(Wire.elapsed(begin)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
      assertThat(changes).noneMatch(change -> change.state() == State.RECOVERING);
      proxy.clear();
      assertThat(call(calling, 2)).isEqualTo(2);
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
  void silenceIsNoticedWithinTwoHeartbeats() {
    try (Transport calling = Transport.open(through("?heartbeat_timeout_threshold=1"))) {
      calling.onConnectionChange(changes::add);
      assertThat(call(calling, 1)).isEqualTo(1);
      changes.clear();
      proxy.hush();
      long begin = System.nanoTime();
      Awaitility.await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> changes.stream().anyMatch(change -> change.state() == State.RECOVERING));
      Duration noticed = Wire.elapsed(begin);
      Figure.tell("noticed after " + noticed.toMillis() + " ms with a heartbeat of 1 s");
      assertThat(noticed).isLessThan(Duration.ofSeconds(3));
      proxy.clear();
      assertThat(call(calling, 2)).isEqualTo(2);
    }
  }

  @Test
  void aHostWithoutAddressIsPassedOver() {
    String hosts = "rabbit://guest:guest@no-such-host.invalid:5672,";
    for (int i = 0; i < 4; i++) {
      // Which of two hosts is tried first is random.
      try (Transport calling = Transport.open(rabbit.url().replace("rabbit://", hosts))) {
        assertThat(call(calling, i)).isEqualTo(i);
      }
    }
  }

  @Test
  void aCallbackThatBlocksForSecondsCostsNoConnectionAndNoOtherTransport() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    try (Transport calling = Transport.open(through("?heartbeat_timeout_threshold=1"));
        Transport other = Transport.open(rabbit.url());
        RpcServer counting =
            RpcServer.builder(serving, Target.topic(topic.requireTopic() + "-rpc").server("one"))
                .endpoint(new Counting())
                .start()) {
      calling.onConnectionChange(changes::add);
      RpcClient client =
          RpcClient.of(calling, Target.topic(topic.requireTopic() + "-rpc")).timeout(LONG);
      var done =
          client
              .request("triple")
              .arg("n", 1)
              .callAsync(Integer.class)
              .thenRun(
                  () -> {
                    blocked.countDown();
                    try {
                      // Never: this is what must not be done on a loop.
                      boolean ignored = new CountDownLatch(1).await(4, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
      assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
      while (!done.isDone()) {
        // The wire of the transport goes on, and so does everybody else.
        assertThat(call(calling, 3)).isEqualTo(3);
        assertThat(call(other, 4)).isEqualTo(4);
      }
      assertThat(changes).noneMatch(change -> change.state() == State.RECOVERING);
      assertThat(counting.executor()).isEqualTo("hybrid");
    }
  }

  @Test
  @Tag("long")
  @Timeout(120)
  void fiftyClientsOfABrokerThatComesBackDoNotStormIt() {
    int clients = 50;
    proxy.refuse();
    List<Transport> all = new ArrayList<>();
    List<List<ConnectionChange>> attempts = new ArrayList<>();
    List<CompletionStage<Void>> casts = new ArrayList<>();
    try {
      for (int i = 0; i < clients; i++) {
        Transport client = Transport.open(through(""));
        List<ConnectionChange> seen = new CopyOnWriteArrayList<>();
        client.onConnectionChange(seen::add);
        all.add(client);
        attempts.add(seen);
        casts.add(Wire.cast(client.driver(), topic, i, Duration.ofSeconds(60)));
      }
      Duration away = Duration.ofSeconds(20);
      Awaitility.await().pollDelay(away).atMost(away.multipliedBy(2)).until(() -> true);
      int most =
          attempts.stream()
              .mapToInt(
                  seen -> (int) seen.stream().filter(c -> c.state() == State.CONNECTING).count())
              .max()
              .orElseThrow();
      // A pause is at least half of the second that is the longest one.
      assertThat(most).isBetween(10, 45);
      int before = proxy.accepted();
      proxy.listenAgain();
      Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
      int first = proxy.accepted() - before;
      assertThat(first).isLessThanOrEqualTo(2 * clients);
      casts.forEach(Wire::await);
      Figure.tell(
          "at most "
              + most
              + " attempts of a client in 20 s, "
              + first
              + " connections in the first second after");
    } finally {
      all.forEach(Transport::close);
    }
  }

  @Test
  @Tag("long")
  @Timeout(180)
  void resetsTwiceASecondForAMinuteDoNotStopProgress() throws Exception {
    Counting desk = new Counting();
    Target counted = Target.topic(topic.requireTopic() + "-rpc");
    try (Transport calling = Transport.open(through(""));
        RpcServer counting =
            RpcServer.builder(serving, counted.server("one")).endpoint(desk).start()) {
      CallLoad load = new CallLoad(RpcClient.of(calling, counted), Duration.ofSeconds(10), 4);
      Awaitility.await().atMost(LONG).until(() -> load.answered() > 10);
      int threads = Thread.activeCount();
      for (int i = 0; i < 120; i++) {
        Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        proxy.reset();
      }
      int answered = load.answered();
      Awaitility.await().atMost(LONG).until(() -> load.answered() > answered + 100);
      load.close();
      assertThat(load.faults()).isEmpty();
      assertThat(desk.runs().values()).containsOnly(1);
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 4);
      Figure.tell(load.answered() + " of " + load.begun() + " calls answered in 120 resets");
      assertThat(counting.executor()).isEqualTo("hybrid");
    }
  }

  @Test
  @Tag("long")
  @Timeout(300)
  void aConnectionThatIsCutAfterEachByteOfHandshakeAndCastIsMadeAgain() throws Exception {
    List<Future<?>> cuts = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(16)) {
      for (int bytes = 1; bytes < 1_150; bytes++) {
        int cut = bytes;
        cuts.add(workers.submit(() -> castThroughACut(cut)));
      }
      for (Future<?> cut : cuts) {
        cut.get();
      }
    }
    assertThat(call(serving, 5)).isEqualTo(5);
    Figure.tell(cuts.size() + " places to cut");
  }

  private void castThroughACut(int bytes) {
    try (FaultProxy cutting = FaultProxy.before(rabbit.node().port())) {
      cutting.cutAfter(bytes);
      try (Transport calling = Transport.open(through(cutting, ""))) {
        CompletionStage<Void> cast = Wire.cast(calling.driver(), topic, 1, LONG);
        Awaitility.await()
            .atMost(LONG)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> cutting.accepted() > 0);
        cutting.cutNoMore();
        Wire.await(cast);
      }
    }
  }

  private int call(Transport over, int n) {
    return Wire.number(Wire.call(over.driver(), topic, n, LONG));
  }

  private String through(String query) {
    return through(proxy, query);
  }

  private static String through(FaultProxy proxy, String query) {
    return "rabbit://guest:guest@127.0.0.1:" + proxy.port() + "/" + rabbit.virtualHost() + query;
  }
}
