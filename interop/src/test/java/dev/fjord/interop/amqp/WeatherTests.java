package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.faults.Figure;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Networks that are slow, narrow, silent or away, while the broker itself is well. */
@Tag("long")
@Timeout(180)
abstract class WeatherTests extends BehindProxy {
  static final Duration CLOSE = Duration.ofSeconds(2);

  private static final int CLIENTS = 50;
  private static final Duration AWAY = Duration.ofSeconds(20);
  private static final int RESETS = 120;

  /** The part of a transport URL that asks for signs of life as often as is given. */
  abstract String signsOfLife(Duration every);

  @Test
  void longWaysThatVaryCostTimeAndNothingElse() {
    try (Transport calling = Transport.open(through(signsOfLife(Duration.ofSeconds(2))))) {
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
    try (Transport calling = Transport.open(through(signsOfLife(Duration.ofSeconds(2))))) {
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
      assertThat(Wire.failure(large)).isInstanceOf(FjordException.class);
      assertThat(Wire.elapsed(begin)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
      assertNotLost();
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
  void aHostWithoutAddressIsPassedOver() {
    for (int i = 0; i < 4; i++) {
      // Which of two hosts is tried first is random.
      try (Transport calling = Transport.open(site().besides("no-such-host.invalid", 5672))) {
        assertThat(call(calling, i)).isEqualTo(i);
      }
    }
  }

  @Test
  void aCallbackThatBlocksForSecondsCostsNoConnectionAndNoOtherTransport() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    Target counted = Target.topic(topic.requireTopic() + "-rpc");
    try (Transport calling = Transport.open(through(signsOfLife(Duration.ofSeconds(1))));
        Transport other = Transport.open(site().url());
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
  void fiftyClientsOfABrokerThatComesBackDoNotStormIt() {
    proxy.refuse();
    List<Transport> all = new ArrayList<>();
    List<List<ConnectionChange>> attempts = new ArrayList<>();
    List<CompletionStage<Void>> casts = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        Transport client = Transport.open(through(""));
        List<ConnectionChange> seen = new CopyOnWriteArrayList<>();
        client.onConnectionChange(seen::add);
        all.add(client);
        attempts.add(seen);
        casts.add(Wire.cast(client.driver(), topic, i, Duration.ofSeconds(60)));
      }
      Awaitility.await().pollDelay(AWAY).atMost(AWAY.multipliedBy(2)).until(() -> true);
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
      assertThat(first).isLessThanOrEqualTo(2 * CLIENTS);
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
  void resetsTwiceASecondForAMinuteDoNotStopProgressNorAddThreads() throws Exception {
    Counting desk = new Counting();
    Target counted = Target.topic(topic.requireTopic() + "-rpc");
    try (Transport calling = Transport.open(through(""));
        RpcServer counting =
            RpcServer.builder(serving, counted.server("one")).endpoint(desk).start()) {
      CallLoad load = new CallLoad(RpcClient.of(calling, counted), Duration.ofSeconds(10), 4);
      Awaitility.await().atMost(LONG).until(() -> load.answered() > 10);
      long threads = wireThreads();
      for (int i = 0; i < RESETS; i++) {
        Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        proxy.reset();
      }
      int answered = load.answered();
      Awaitility.await().atMost(LONG).until(() -> load.answered() > answered + 100);
      load.close();
      assertThat(load.faults()).isEmpty();
      assertThat(desk.runs().values()).containsOnly(1);
      assertThat(wireThreads()).isLessThanOrEqualTo(threads);
      Figure.tell(
          load.answered() + " of " + load.begun() + " calls answered in " + RESETS + " resets");
      assertThat(counting.executor()).isEqualTo("hybrid");
    }
  }

  private static void block(CountDownLatch blocked) {
    blocked.countDown();
    try {
      // Never: this is what must not be done on a loop.
      boolean ignored = new CountDownLatch(1).await(4, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
