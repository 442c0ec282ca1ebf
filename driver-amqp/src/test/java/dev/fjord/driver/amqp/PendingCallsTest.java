package dev.fjord.driver.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.MessagingTimeoutException;
import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.tck.ManualTimers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class PendingCallsTest {
  private static final Target TARGET = Target.topic("compute");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualTimers timers = new ManualTimers();
  private final PendingCalls calls = new PendingCalls(timers);

  @Test
  void aReplyEndsItsCallAndNoOther() {
    OpenCall one = open("1");
    OpenCall two = open("2");
    calls.find("1").orElseThrow().complete(JsonText.of("7"));
    assertThat(one.reply().toCompletableFuture().join().asString()).isEqualTo("7");
    assertThat(two.isDone()).isFalse();
    assertThat(calls.size()).isEqualTo(1);
  }

  @Test
  void aCallWithoutReplyTimesOut() {
    OpenCall call = open("1");
    timers.advance(Duration.ofSeconds(59));
    assertThat(call.isDone()).isFalse();
    timers.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> call.reply().toCompletableFuture().join())
        .hasCauseInstanceOf(MessagingTimeoutException.class);
    assertThat(calls.size()).isZero();
  }

  @Test
  void aReplyThatComesLateIsCounted() {
    open("1").cancel();
    assertThat(calls.find("1")).isEmpty();
    assertThat(calls.unexpectedReplies()).isEqualTo(1);
  }

  @Test
  void whateverEndsACallLeavesNoTimer() {
    open("1").complete(JsonText.NULL);
    open("2").cancel();
    open("3").fail(new TransportClosedException("closed"));
    calls
        .open("4", TARGET, CallOptions.within(MINUTE).monitoredEvery(Duration.ofSeconds(3)))
        .complete(JsonText.NULL);
    assertThat(timers.pending()).isZero();
    assertThat(calls.size()).isZero();
  }

  @Test
  void aHeartbeatRestartsTheMonitorAndNeverTheTimeout() {
    OpenCall call =
        calls.open("1", TARGET, CallOptions.within(MINUTE).monitoredEvery(Duration.ofSeconds(10)));
    for (int i = 0; i < 6; i++) {
      timers.advance(Duration.ofSeconds(9));
      assertThat(call.isDone()).isFalse();
      call.heartbeat();
    }
    timers.advance(Duration.ofSeconds(6));
    assertThat(call.isDone()).isTrue();
  }

  @Test
  void silenceEndsAMonitoredCallEarly() {
    OpenCall call =
        calls.open("1", TARGET, CallOptions.within(MINUTE).monitoredEvery(Duration.ofSeconds(10)));
    timers.advance(Duration.ofSeconds(10));
    assertThatThrownBy(() -> call.reply().toCompletableFuture().join())
        .hasCauseInstanceOf(MessagingTimeoutException.class)
        .hasMessageContaining("No heartbeat");
  }

  @Test
  void theFirstEndWins() {
    OpenCall call = open("1");
    call.complete(JsonText.of("1"));
    call.complete(JsonText.of("2"));
    call.fail(new TransportClosedException("closed"));
    call.cancel();
    assertThat(call.reply().toCompletableFuture().join().asString()).isEqualTo("1");
  }

  @Test
  void aCancelledCallIsTold() {
    OpenCall call = open("1");
    call.cancel();
    assertThatThrownBy(() -> call.reply().toCompletableFuture().join())
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void theTimeoutOfARequestThatNeverLeftIsToldDifferently() {
    OpenCall call = open("1");
    call.onTimeout(unknown -> new TransportClosedException("never left", unknown));
    timers.advance(MINUTE);
    assertThatThrownBy(() -> call.reply().toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(TransportClosedException.class);
  }

  @Test
  void failAllEndsEverything() {
    for (int i = 0; i < 100; i++) {
      open(Integer.toString(i));
    }
    calls.failAll(new TransportClosedException("closed"));
    assertThat(calls.size()).isZero();
    assertThat(timers.pending()).isZero();
  }

  private OpenCall open(String id) {
    return calls.open(id, TARGET, CallOptions.within(MINUTE));
  }
}
