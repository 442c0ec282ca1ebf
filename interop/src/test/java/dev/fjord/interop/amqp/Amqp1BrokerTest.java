package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.artemis.ArtemisBroker;
import dev.fjord.interop.artemis.ArtemisProcess;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.CapturedLog;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Letters;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker of AMQP 1.0 that is killed, restarted, and takes queues away. */
@Timeout(60)
class Amqp1BrokerTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(2);

  @RegisterExtension static final CapturedLog log = new CapturedLog("dev.fjord.driver.amqp");

  private final String id = UUID.randomUUID().toString().substring(0, 8);
  private final Target topic = Target.topic("broker-" + id);

  @Test
  void aKilledBrokerEndsEachCallOnceAndAllWorksTwoSecondsAfterItsReturn() throws Exception {
    try (ArtemisBroker broker = ArtemisBroker.start();
        Transport serving = Transport.open(broker.url());
        Transport calling = Transport.open(broker.url());
        EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(Wire.number(Wire.call(calling.driver(), topic, 1, LONG))).isEqualTo(1);
      List<CompletableFuture<?>> calls = new CopyOnWriteArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(
            Wire.call(calling.driver(), topic, i, Duration.ofSeconds(10)).toCompletableFuture());
      }
      broker.kill();
      for (int i = 0; i < 20; i++) {
        calls.add(
            Wire.call(calling.driver(), topic, i, Duration.ofSeconds(1)).toCompletableFuture());
      }
      broker.restart();
      long returned = System.nanoTime();
      assertThat(Wire.callUntilServed(calling.driver(), topic, 7)).isEqualTo(7);
      assertThat(Wire.elapsed(returned)).isLessThan(BACK_WITHIN);
      for (CompletableFuture<?> call : calls) {
        assertThat(call.handle((result, failure) -> failure == null ? "answered" : failure))
            .succeedsWithin(LONG)
            .satisfies(
                end ->
                    assertThat(end)
                        .isInstanceOfAny(
                            String.class,
                            FjordException.class,
                            java.util.concurrent.CompletionException.class));
      }
      assertThat(server.waiting()).isPositive();
    }
  }

  @Test
  void confirmedNotificationsOutliveABrokerThatKeepsThem() throws Exception {
    Letters letters = new Letters();
    Set<Object> confirmed = new HashSet<>();
    try (ArtemisProcess broker = ArtemisProcess.start();
        Transport sending = Transport.open(broker.url())) {
      Notifier notifier = Notifier.of(sending, "p").topics(topic);
      emit(notifier, confirmed, 0, 50);
      broker.restart();
      emit(notifier, confirmed, 50, 100);
      broker.restart();
      try (Transport receiving = Transport.open(broker.url());
          NotificationListener listener = listen(receiving, letters)) {
        Set<Object> seen = new HashSet<>();
        while (!seen.containsAll(confirmed)) {
          seen.add(letters.next(Bench.SOON).payload(Integer.class));
        }
        assertThat(listener.executor()).isEqualTo("hybrid");
      }
    }
    assertThat(confirmed).hasSizeGreaterThanOrEqualTo(99);
  }

  @Test
  void aQueueThatIsDeletedUnderAServerIsMadeAgain() {
    try (ArtemisBroker broker = ArtemisBroker.start();
        Transport serving = Transport.open(broker.url());
        Transport calling = Transport.open(broker.url());
        EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(Wire.number(Wire.call(calling.driver(), topic, 1, LONG))).isEqualTo(1);
      List<String> queues =
          broker.queues().keySet().stream().filter(name -> name.contains("/anycast/")).toList();
      assertThat(queues).hasSize(1);
      broker.deleteQueue(queues.getFirst());
      long deleted = System.nanoTime();
      assertThat(Wire.callUntilServed(calling.driver(), topic, 2)).isEqualTo(2);
      assertThat(Wire.elapsed(deleted)).isLessThan(Duration.ofSeconds(5));
      assertThat(server.waiting()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void aBrokerThatStopsInOrderIsUsedAgainWhenItIsBack() {
    try (ArtemisBroker broker = ArtemisBroker.start();
        Transport serving = Transport.open(broker.url());
        Transport calling = Transport.open(broker.url());
        EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
      assertThat(Wire.number(Wire.call(calling.driver(), topic, 1, LONG))).isEqualTo(1);
      broker.stop();
      broker.restart();
      long returned = System.nanoTime();
      assertThat(Wire.callUntilServed(calling.driver(), topic, 2)).isEqualTo(2);
      assertThat(Wire.elapsed(returned)).isLessThan(BACK_WITHIN);
      assertThat(server.waiting()).isPositive();
    }
  }

  @Test
  void aReplyQueueThatIsDeletedEndsItsCallsAtOnceAndTheNextIsAnswered() {
    try (ArtemisBroker broker = ArtemisBroker.start();
        Transport serving = Transport.open(broker.url());
        Transport calling = Transport.open(broker.url());
        EchoServer server = new EchoServer(serving.driver(), topic.server("one")).mute()) {
      CompletableFuture<?> call = Wire.call(calling.driver(), topic, 1, LONG).toCompletableFuture();
      server.next();
      List<String> replies =
          broker.queues().keySet().stream()
              .filter(name -> !name.contains("cast/") && !name.contains("dead"))
              .filter(name -> broker.queues().get(name).consumers() == 1)
              .toList();
      // Of the two without a telling name one is the server's, for what is sent to all.
      replies.forEach(broker::deleteQueue);
      long deleted = System.nanoTime();
      assertThat(Wire.failure(call)).isInstanceOf(FjordException.class);
      assertThat(Wire.elapsed(deleted)).isLessThan(BACK_WITHIN);
      try (EchoServer other = new EchoServer(serving.driver(), topic.server("two"))) {
        Target two = topic.server("two");
        assertThat(Wire.number(Wire.call(calling.driver(), two, 2, LONG))).isEqualTo(2);
        Awaitility.await().atMost(LONG).until(() -> other.waiting() == 1);
      }
    }
  }

  @Test
  void anotherHostTakesOver() {
    List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
    try (ArtemisBroker first = ArtemisBroker.start();
        ArtemisBroker second =
            ArtemisBroker.start(settings -> settings.user("u", "other-s3cret"))) {
      second.stop();
      // Begins at the first: nobody answers at the other yet.
      String url =
          "amqp://127.0.0.1:1,u:other-s3cret@127.0.0.1:%d,127.0.0.1:%d/"
              .formatted(second.port(), first.port());
      try (Transport serving = Transport.open(url);
          Transport calling = Transport.open(url)) {
        calling.onConnectionChange(changes::add);
        try (EchoServer server = new EchoServer(serving.driver(), topic.server("one"))) {
          assertThat(Wire.callUntilServed(calling.driver(), topic, 1)).isEqualTo(1);
          second.restart();
          first.kill();
          assertThat(Wire.callUntilServed(calling.driver(), topic, 2)).isEqualTo(2);
          assertThat(server.waiting()).isGreaterThanOrEqualTo(2);
        }
      }
      Awaitility.await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(changes)
                      .filteredOn(change -> change.state() == State.UP)
                      .extracting(ConnectionChange::broker)
                      .startsWith("127.0.0.1:" + first.port())
                      .contains("127.0.0.1:" + second.port()));
      assertThat(changes.toString()).doesNotContain("s3cret");
    }
  }

  /** What is not confirmed, because the broker went away, is not counted. */
  private static void emit(Notifier notifier, Set<Object> confirmed, int from, int to) {
    for (int i = from; i < to; i++) {
      try {
        notifier.info(MessageContext.empty(), "tick", i).toCompletableFuture().join();
        confirmed.add(i);
      } catch (java.util.concurrent.CompletionException e) {
        assertThat(e.getCause()).isInstanceOf(FjordException.class);
      }
    }
  }

  private NotificationListener listen(Transport transport, Letters letters) {
    return NotificationListener.builder(transport, topic)
        .endpoint(Execution.BLOCKING_METHODS_ON_HYBRID.mailbox(letters))
        .executor("hybrid")
        .start();
  }
}
