package dev.fjord.driver.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.MessagingTimeoutException;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Listener;
import dev.fjord.spi.PendingCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the broker's clock ends. */
class FakeBrokerTimeTest extends FakeBrokerFixture {
  @Test
  void aCallEndsWhenTheClockReachesItsTimeoutAndNotBefore() {
    link.serve("one", 1);
    PendingCall call = link.call("1", CallOptions.within(Duration.ofSeconds(5)));
    broker.clock().advance(Duration.ofSeconds(5).minusNanos(1));
    assertThat(call.reply()).isNotDone();
    broker.clock().advance(Duration.ofNanos(1));
    assertFailure(call.reply(), MessagingTimeoutException.class);
    assertThat(broker.pendingCalls()).isZero();
  }

  @Test
  void callsOfManyTimeoutsEndInOrder() {
    link.serve("one", 100);
    List<Integer> ended = new ArrayList<>();
    for (int seconds : new int[] {60, 1, 59, 3, 2, 61, 1000, 4}) {
      link.call("1", CallOptions.within(Duration.ofSeconds(seconds)))
          .reply()
          .whenComplete((result, failure) -> ended.add(seconds));
    }
    broker.clock().advance(Duration.ofSeconds(3));
    assertThat(ended).containsExactly(1, 2, 3);
    broker.clock().advance(Duration.ofHours(1));
    assertThat(ended).containsExactly(1, 2, 3, 4, 59, 60, 61, 1000);
  }

  @Test
  void theBudgetShrinksByTheClock() throws Exception {
    link.serve("one", 1);
    link.call("1", CallOptions.within(Duration.ofSeconds(5)));
    IncomingMessage message = link.take();
    assertThat(message.budget()).contains(Duration.ofSeconds(5));
    broker.clock().advance(Duration.ofSeconds(2));
    assertThat(message.budget()).contains(Duration.ofSeconds(3));
    broker.clock().advance(Duration.ofSeconds(9));
    assertThat(message.budget()).contains(Duration.ZERO);
  }

  @Test
  void expiredCallsAreDroppedBeforeHandOverAndCounted() throws Exception {
    Listener listener = link.serve("one", 0);
    link.call("1", CallOptions.within(Duration.ofSeconds(1)));
    link.call("2", CallOptions.within(Duration.ofSeconds(9)));
    broker.clock().advance(Duration.ofSeconds(1));
    listener.request(5);
    assertThat(Link.n(link.take())).isEqualTo("2");
    assertThat(link.taken).isEmpty();
    assertThat(broker.expiredMessages()).isEqualTo(1);
  }

  @Test
  void lateRepliesAreCounted() throws Exception {
    link.serve("one", 2);
    PendingCall timedOut = link.call("1");
    IncomingMessage late = link.take();
    broker.clock().advance(Link.MINUTE);
    PendingCall cancelled = link.call("2");
    cancelled.cancel();
    assertThat(late.reply(Link.result("1"))).isCompleted();
    assertThat(link.take().reply(Link.result("2"))).isCompleted();
    assertFailure(timedOut.reply(), MessagingTimeoutException.class);
    assertThat(broker.lateReplies()).isEqualTo(2);
  }

  @Test
  void manyTimedOutCallsLeaveNothingBehind() {
    link.serve("one", 0);
    broker.queueCapacity(200_000);
    for (int i = 0; i < 100_000; i++) {
      link.call("1");
    }
    assertThat(broker.pendingCalls()).isEqualTo(100_000);
    broker.clock().advance(Link.MINUTE);
    assertThat(broker.pendingCalls()).isZero();
    assertThat(broker.clock().scheduledTasks()).isZero();
  }

  @Test
  void aMonitoredCallLastsAsLongAsHeartbeatsCome() throws Exception {
    link.serve("one", 1);
    CallOptions options = CallOptions.within(Link.MINUTE).monitoredEvery(Duration.ofSeconds(4));
    PendingCall call = link.call("1", options);
    IncomingMessage message = link.take();
    for (int i = 0; i < 5; i++) {
      broker.clock().advance(Duration.ofSeconds(3));
      message.heartbeat();
    }
    assertThat(call.reply()).isNotDone();
    broker.clock().advance(Duration.ofSeconds(4));
    assertFailure(call.reply(), MessagingTimeoutException.class).hasMessageContaining("heartbeat");
    broker.clock().advance(Link.MINUTE);
    assertThat(broker.clock().scheduledTasks()).isZero();
  }

  @Test
  void aMonitoredCallThatWasAnsweredIsMonitoredNoMore() throws Exception {
    link.serve("one", 1);
    CallOptions options = CallOptions.within(Link.MINUTE).monitoredEvery(Duration.ofSeconds(4));
    PendingCall call = link.call("1", options);
    link.take().reply(Link.result("7"));
    broker.clock().advance(Link.MINUTE);
    assertThat(call.reply().toCompletableFuture().join().asString()).isEqualTo("7");
    assertThat(broker.clock().scheduledTasks()).isZero();
  }

  @Test
  void aBrokerOnRealTimeHasNoClock() {
    assertThatThrownBy(() -> FakeBroker.onRealTime().clock())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("FakeBroker.create()");
  }
}
