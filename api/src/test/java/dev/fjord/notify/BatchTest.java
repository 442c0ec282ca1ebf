package dev.fjord.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.EndpointException;
import dev.fjord.FjordConfig;
import dev.fjord.NotStartedException;
import dev.fjord.Target;
import dev.fjord.codec.JsonCodec;
import dev.fjord.endpoint.EndpointScanner;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.ManualTimers;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.ScriptedDriver;
import dev.fjord.spi.ScriptedMessage;
import dev.fjord.spi.Style;
import dev.fjord.transport.Transport;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches, led through their life as an executor does. */
class BatchTest {
  private static final JsonCodec CODEC = JsonCodec.of(FjordConfig.defaults());
  private static final Duration DELAY = Duration.ofSeconds(2);

  private final ManualTimers timers = new ManualTimers();
  private final List<String> seen = new ArrayList<>();
  private final List<Invocation> accepted = new ArrayList<>();
  private NotificationFilter filter = NotificationFilter.everything();

  @SuppressWarnings("unused")
  final class Both {
    @OnNotification({Priority.INFO, Priority.ERROR})
    NotificationResult a(List<Notification> batch) {
      seen.add("a " + events(batch));
      return switch (batch.get(0).eventType()) {
        case "requeue" -> NotificationResult.REQUEUE;
        case "throw" -> throw new IllegalStateException("a");
        default -> NotificationResult.HANDLED;
      };
    }

    @OnNotification(Priority.INFO)
    CompletionStage<Void> b(List<Notification> batch) {
      seen.add("b " + events(batch));
      return batch.get(0).eventType().equals("fail")
          ? CompletableFuture.failedFuture(new IllegalStateException("b"))
          : CompletableFuture.completedFuture(null);
    }

    private static List<String> events(List<Notification> batch) {
      return batch.stream().map(Notification::eventType).toList();
    }
  }

  @Test
  void aFullBatchGoesToEachMethodByPriority() {
    BatchCollector collector = collector(4, Settlement.REQUEUE);
    List<ScriptedMessage> messages =
        List.of(
            take(collector, "INFO", "1"),
            take(collector, "ERROR", "2"),
            take(collector, "INFO", "3"));
    assertThat(accepted).isEmpty();
    take(collector, "INFO", "4");

    assertThat(runAll())
        .containsExactlyInAnyOrder("[BLOCKING, ASYNC]", "[ASYNC]", "[ASYNC]", "[BLOCKING]");
    assertThat(seen).containsExactly("a [1, 3, 4]", "b [1, 3, 4]", "a [2]");
    assertThat(messages).allSatisfy(m -> assertThat(m.settled).containsExactly("acknowledged"));
    assertThat(timers.scheduled()).isZero();
  }

  @Test
  void aBatchThatIsNotFullGoesWhenItsFirstHasWaitedLongEnough() {
    BatchCollector collector = collector(10, Settlement.REQUEUE);
    take(collector, "INFO", "1");
    timers.advance(DELAY.minusMillis(1));
    take(collector, "INFO", "2");
    assertThat(accepted).isEmpty();
    timers.advance(Duration.ofMillis(1));
    runAll();
    take(collector, "INFO", "3");
    timers.advance(DELAY.minusMillis(1));
    assertThat(accepted).isEmpty();
    timers.advance(Duration.ofMillis(1));
    runAll();

    assertThat(seen).containsExactly("a [1, 2]", "b [1, 2]", "a [3]", "b [3]");
  }

  @Test
  void noBatchWaitsForMoreThanThereAreSlots() {
    BatchCollector collector = collector(100, Settlement.REQUEUE);
    collector.fitInto(2);
    take(collector, "INFO", "1");
    take(collector, "INFO", "2");
    runAll();

    assertThat(seen).containsExactly("a [1, 2]", "b [1, 2]");
  }

  @Test
  void whatWaitsGoesWhenTheListenerStopsAndNothingWaitsAfterThat() {
    BatchCollector collector = collector(10, Settlement.REQUEUE);
    take(collector, "INFO", "1");
    collector.stop();
    runAll();
    take(collector, "INFO", "2");
    runAll();
    collector.stop();

    assertThat(seen).containsExactly("a [1]", "b [1]", "a [2]", "b [2]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"requeue", "throw", "fail"})
  void whatAMethodSaysHoldsForAllOfThePriorityAndForNoOther(String first) {
    for (Settlement settlement : Settlement.values()) {
      seen.clear();
      BatchCollector collector = collector(3, settlement);
      ScriptedMessage one = take(collector, "INFO", first);
      ScriptedMessage error = take(collector, "ERROR", "e");
      ScriptedMessage two = take(collector, "INFO", "2");
      runAll();

      String end = settlement == Settlement.REQUEUE ? "requeued" : "acknowledged";
      assertThat(one.settled).containsExactly(end);
      assertThat(two.settled).containsExactly(end);
      assertThat(error.settled).containsExactly("acknowledged");
      assertThat(seen).hasSize(first.equals("fail") ? 3 : 2);
    }
  }

  @Test
  void aMethodGetsWhatItsFilterLetsThrough() {
    filter = NotificationFilter.builder().eventType("x").build();
    BatchCollector collector = collector(3, Settlement.REQUEUE);
    take(collector, "INFO", "x1");
    take(collector, "INFO", "y");
    take(collector, "INFO", "x2");
    runAll();
    for (int i = 0; i < 3; i++) {
      take(collector, "INFO", "y");
    }
    runAll();

    assertThat(seen).containsExactly("a [x1, x2]", "b [x1, x2]");
  }

  @Test
  void aFollowerIsFinishedWhenItsLeaderHasSettledBoth() {
    BatchCollector collector = collector(2, Settlement.REQUEUE);
    ScriptedMessage one = take(collector, "ERROR", "1");
    ScriptedMessage two = take(collector, "ERROR", "2");
    CompletableFuture<Void> settling = new CompletableFuture<>();
    two.settling = settling;
    Invocation leader = accepted.get(0);
    Invocation follower = accepted.get(1);

    assertThat(follower.finish(follower.invoke().toCompletableFuture().join())).isTrue();
    assertThat(follower.finish(new Outcome.Value(null))).isFalse();
    assertThat(two.settled).isEmpty();
    assertThat(leader.finish(leader.invoke().toCompletableFuture().join())).isTrue();
    assertThat(List.of(one.settled.get(0), two.settled.get(0))).containsOnly("acknowledged");
    assertThat(follower.finished().toCompletableFuture()).isNotDone();
    settling.complete(null);
    assertThat(follower.finished().toCompletableFuture()).isDone();
    assertThat(leader.finished().toCompletableFuture()).isDone();
  }

  @Test
  void whatNoThreadTookGoesBackEvenWhereRequeueIsNotAllowed() {
    BatchCollector collector = collector(1, Settlement.ACKNOWLEDGE);
    ScriptedMessage message = take(collector, "INFO", "1");
    accepted.get(0).finish(new Outcome.Failure(new NotStartedException("m", "no thread", null)));

    assertThat(message.settled).containsExactly("requeued");
  }

  @Test
  void listsAndBatchesGoTogether() {
    ScriptedDriver driver = new ScriptedDriver();
    Object single =
        new Object() {
          @OnNotification
          void one(Notification notification) {}
        };
    try (Transport transport = driver.open()) {
      assertThatThrownBy(
              () ->
                  NotificationListener.builder(transport, Target.topic("t"))
                      .endpoint(new Both(), MethodHandles.lookup())
                      .start())
          .isInstanceOf(EndpointException.class)
          .hasMessageContaining("Both.a takes a list of notifications: say batch(size, delay)");
      assertThatThrownBy(
              () ->
                  NotificationListener.builder(transport, Target.topic("t"))
                      .endpoint(single, MethodHandles.lookup())
                      .batch(10, DELAY)
                      .start())
          .isInstanceOf(EndpointException.class)
          .hasMessageContaining("one takes one notification");
      assertThatThrownBy(() -> NotificationListener.builder(transport).batch(0, DELAY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private BatchCollector collector(int size, Settlement settlement) {
    return new BatchCollector(new BatchLimits(size, DELAY), timers, settlement);
  }

  private ScriptedMessage take(BatchCollector collector, String priority, String event) {
    Both endpoint = new Both();
    List<ListeningMethod> methods =
        EndpointScanner.scan(Both.class, OnNotification.class).stream()
            .map(found -> ListeningMethod.of(endpoint, found, filter, MethodHandles.lookup()))
            .toList();
    NotificationRouting routing =
        new NotificationRouting(methods, new NotificationReading(CODEC, CODEC));
    ScriptedMessage message =
        ScriptedMessage.oneWay(
            "{\"event_type\": \"" + event + "\", \"priority\": \"" + priority + "\"}");
    Invocation invocation = new BatchDispatcher(routing, collector).resolve(message);
    invocation.accept().thenAccept(nothing -> accepted.add(invocation));
    return message;
  }

  /** As an executor does; the styles of each message's methods. */
  private List<String> runAll() {
    List<String> styles = new ArrayList<>();
    for (Invocation first : List.copyOf(accepted)) {
      List<Style> own = new ArrayList<>();
      Optional<Invocation> next = Optional.of(first);
      while (next.isPresent()) {
        Invocation invocation = next.get();
        own.add(invocation.method().style());
        Outcome outcome = invocation.invoke().toCompletableFuture().join();
        next = invocation.next(outcome);
        if (next.isEmpty()) {
          assertThat(invocation.finish(outcome)).isTrue();
        }
      }
      styles.add(own.toString());
    }
    accepted.forEach(
        invocation -> assertThat(invocation.finished().toCompletableFuture()).isDone());
    accepted.clear();
    return styles;
  }
}
