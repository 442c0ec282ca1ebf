package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange.State;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import dev.fjord.interop.artemis.SharedArtemis;
import dev.fjord.interop.desk.CapturedLog;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What networks do to connections of AMQP 1.0: resets, cuts, silence, one byte at a time. */
@Timeout(60)
class Amqp1NetworkTest extends NetworkTests {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int LARGE = 1 << 20;

  @RegisterExtension static final SharedArtemis artemis = new SharedArtemis();

  @RegisterExtension static final CapturedLog log = new CapturedLog("dev.fjord.driver.amqp");

  @Override
  Site site() {
    return Site.of(artemis);
  }

  /** A reply address is gone with its connection, so a call that was sent may end in an error. */
  @Test
  void aResetIsOverWithinTwoSecondsAndEndsEachCallUnderWayOnce() {
    try (Transport calling = Transport.open(through(""))) {
      assertThat(call(calling, 0)).isZero();
      List<CompletionStage<JsonText>> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        calls.add(Wire.call(calling.driver(), topic, i, LONG));
      }
      proxy.reset();
      long begin = System.nanoTime();
      assertThat(callUntilServed(calling, 1)).isEqualTo(1);
      assertThat(Wire.elapsed(begin)).isLessThan(BACK_WITHIN);
      for (int i = 0; i < calls.size(); i++) {
        endsRightOrTyped(calls.get(i), i);
      }
      assertThat(Wire.elapsed(begin)).isLessThan(LONG.dividedBy(2));
    }
  }

  @Test
  void resetsInARowDoNotStopProgress() {
    try (Transport calling = Transport.open(through(""))) {
      assertThat(call(calling, 0)).isZero();
      for (int i = 1; i <= 8; i++) {
        proxy.reset();
        assertThat(callUntilServed(calling, i)).isEqualTo(i);
      }
      assertThat(proxy.accepted()).isBetween(9, 30);
    }
  }

  @Test
  void aConnectionThatIsCutAfterAnyByteIsMadeAgain() throws Exception {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> cuts = new ArrayList<>();
      // Opening, sessions, links and the call take less.
      for (int bytes = 1; bytes < 1_400; bytes += 41) {
        int cut = bytes;
        cuts.add(workers.submit(() -> callsThroughACut(cut)));
      }
      for (Future<?> cut : cuts) {
        cut.get();
      }
    }
  }

  @Test
  void silenceIsNoticedAndEachSendFailsWithinItsDeadline() {
    try (Transport calling = Transport.open(through("?idle_timeout=1"))) {
      calling.onConnectionChange(changes::add);
      assertThat(call(calling, 1)).isEqualTo(1);
      List<CompletableFuture<Duration>> ends = new ArrayList<>();
      proxy.hush();
      long frozen = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        ends.add(failsAfter(send(calling, LARGE)));
        ends.add(failsAfter(send(calling, 100)));
        ends.add(failsAfter(Wire.call(calling.driver(), topic, i, DEADLINE)));
      }
      Awaitility.await()
          .atMost(LONG)
          .until(() -> changes.stream().anyMatch(each -> each.state() == State.RECOVERING));
      assertThat(Wire.elapsed(frozen)).isLessThan(IDLE.multipliedBy(2).plus(GRACE));
      for (CompletableFuture<Duration> end : ends) {
        assertThat(Wire.await(end)).isLessThan(DEADLINE.plus(GRACE));
      }
      proxy.clear();
      assertThat(callUntilServed(calling, 7)).isEqualTo(7);
    }
  }

  @Test
  void closeReturnsWithinTwoSecondsAndEndsWhatIsOnItsWay() {
    Transport calling = Transport.open(through(""));
    assertThat(call(calling, 1)).isEqualTo(1);
    proxy.hush();
    List<CompletionStage<?>> underWay = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      underWay.add(send(calling, LARGE));
      underWay.add(Wire.call(calling.driver(), topic, i, LONG));
    }
    long begin = System.nanoTime();
    calling.close();
    assertThat(Wire.elapsed(begin)).isLessThan(Duration.ofSeconds(2));
    for (CompletionStage<?> each : underWay) {
      assertThat(Wire.failure(each)).isInstanceOf(TransportClosedException.class);
    }
  }

  private void callsThroughACut(int bytes) {
    try (FaultProxy cutting = site().newProxy()) {
      cutting.cutAfter(bytes);
      try (Transport calling = Transport.open(through(cutting, ""))) {
        CompletionStage<JsonText> call = Wire.call(calling.driver(), topic, bytes, LONG);
        Awaitility.await()
            .atMost(LONG)
            .until(() -> cutting.accepted() > 1 || call.toCompletableFuture().isDone());
        cutting.cutNoMore();
        endsRightOrTyped(call, bytes);
        assertThat(callUntilServed(calling, bytes)).isEqualTo(bytes);
      }
    }
  }

  private static void endsRightOrTyped(CompletionStage<JsonText> call, int n) {
    try {
      assertThat(Wire.number(call)).isEqualTo(n);
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(FjordException.class);
    }
  }

  private CompletionStage<Void> send(Transport over, int size) {
    String body = "{\"n\": \"" + "x".repeat(size) + "\"}";
    return over.driver()
        .send(
            Target.topic(topic.requireTopic() + ".info"),
            new OutgoingMessage(JsonText.of(body), MessageContext.empty()),
            new SendOptions(SendOptions.Kind.NOTIFICATION, DEADLINE));
  }

  private static CompletableFuture<Duration> failsAfter(CompletionStage<?> stage) {
    long begin = System.nanoTime();
    return stage
        .handle(
            (result, failure) -> {
              assertThat(failure).isNotNull();
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              assertThat(cause).isInstanceOf(FjordException.class);
              return Wire.elapsed(begin);
            })
        .toCompletableFuture();
  }
}
