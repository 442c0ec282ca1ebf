package dev.fjord.driver.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.DeliveryException;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.Target;
import dev.fjord.UndeliverableException;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Listener;
import dev.fjord.spi.PendingCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker's clock, limits and knobs. */
class FakeBrokerTest {
  private final FakeBroker broker = FakeBroker.create();
  private final Link link = new Link(broker);

  @AfterEach
  void close() {
    link.close();
  }

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
  void aFullQueueRefusesAndNamesItself() {
    broker.queueCapacity(2);
    assertThat(link.emit("info", "1")).isCompleted();
    assertThat(link.emit("info", "2")).isCompleted();
    assertFailure(link.emit("info", "3"), DeliveryException.class)
        .hasMessageContaining("compute.info")
        .hasMessageContaining("2 messages")
        .asInstanceOf(type(DeliveryException.class))
        .extracting(DeliveryException::retry)
        .isEqualTo(DeliveryException.Retry.SAFE);
    assertThat(broker.waiting(Target.topic("compute.info"))).isEqualTo(2);
  }

  @Test
  void oneFullQueueOfAFanoutKeepsTheMessageFromNoOther() {
    broker.queueCapacity(1);
    link.serve("full", 0);
    Target fanout = Link.TOPIC.fanout();
    assertThat(link.cast(fanout, "1")).isCompleted();
    link.serve("free", 5);
    assertFailure(link.cast(fanout, "2"), DeliveryException.class)
        .asInstanceOf(type(DeliveryException.class))
        .extracting(DeliveryException::retry)
        .isEqualTo(DeliveryException.Retry.MAY_DUPLICATE);
    assertThat(link.taken).extracting(Link::n).containsExactly("2");
  }

  @Test
  void expiredCallsMakeRoomInAFullQueue() {
    broker.queueCapacity(1);
    link.serve("one", 0);
    link.call("1", CallOptions.within(Duration.ofSeconds(1)));
    assertFailure(link.call("2").reply(), DeliveryException.class);
    broker.clock().advance(Duration.ofSeconds(1));
    assertThat(link.call("3").reply()).isNotDone();
    assertThat(broker.waiting(Link.TOPIC)).isEqualTo(1);
  }

  @Test
  void requestsWaitForTheNextServerOfTheirTopic() throws Exception {
    link.serve("one", 1).close();
    assertThat(link.cast(Link.TOPIC, "5")).isCompleted();
    assertThat(broker.waiting(Link.TOPIC)).isEqualTo(1);
    link.serve("two", 1);
    assertThat(Link.n(link.take())).isEqualTo("5");
    assertThat(broker.waiting(Link.TOPIC)).isZero();
  }

  @Test
  void competingServersTakeTurns() throws Exception {
    Link other = new Link(broker);
    link.serve("one", 10);
    other.serve("two", 10);
    for (int i = 0; i < 10; i++) {
      link.cast(Link.TOPIC, "1");
    }
    assertThat(link.taken).hasSize(5);
    assertThat(other.taken).hasSize(5);
  }

  @Test
  void whatGoesBackComesBeforeWhatIsNew() throws Exception {
    Listener listener = link.listenTo("info", 1);
    link.emit("info", "1");
    link.emit("info", "2");
    link.take().requeue();
    listener.request(2);
    assertThat(Link.n(link.take())).isEqualTo("1");
    assertThat(Link.n(link.take())).isEqualTo("2");
  }

  @Test
  void messagesCanBeDelayed() throws Exception {
    link.serve("one", 2);
    broker.delayMessages(Duration.ofSeconds(2));
    assertThat(link.cast(Link.TOPIC, "1")).isCompleted();
    broker.clock().advance(Duration.ofMillis(1999));
    assertThat(link.taken).isEmpty();
    broker.clock().advance(Duration.ofMillis(1));
    assertThat(Link.n(link.take())).isEqualTo("1");
  }

  @Test
  void repliesCanBeDelayed() throws Exception {
    link.serve("one", 2);
    broker.delayReplies(Duration.ofSeconds(2));
    PendingCall call = link.call("1");
    CompletionStage<Void> replying = link.take().reply(Link.result("1"));
    broker.clock().advance(Duration.ofMillis(1999));
    assertThat(replying).isNotDone();
    assertThat(call.reply()).isNotDone();
    broker.clock().advance(Duration.ofMillis(1));
    assertThat(replying).isCompleted();
    assertThat(call.reply()).isCompleted();
  }

  @Test
  void repliesCanBeHeldAndLetGo() throws Exception {
    link.serve("one", 2);
    broker.holdReplies();
    PendingCall call = link.call("1");
    CompletionStage<Void> replying = link.take().reply(Link.result("1"));
    assertThat(replying).isNotDone();
    assertThat(call.reply()).isNotDone();
    assertThat(broker.heldReplies()).isEqualTo(1);
    broker.releaseReplies();
    assertThat(replying).isCompleted();
    assertThat(call.reply()).isCompleted();
    PendingCall next = link.call("2");
    link.take().reply(Link.result("2"));
    assertThat(next.reply()).isCompleted();
  }

  @Test
  void theNextMessagesCanBeLost() throws Exception {
    link.serve("one", 5);
    broker.dropMessages(2);
    assertThat(link.cast(Link.TOPIC, "1")).isCompleted();
    PendingCall call = link.call("2");
    assertThat(link.cast(Link.TOPIC, "3")).isCompleted();
    assertThat(Link.n(link.take())).isEqualTo("3");
    broker.clock().advance(Link.MINUTE);
    assertFailure(call.reply(), MessagingTimeoutException.class);
  }

  @Test
  void theNextRepliesCanBeLost() throws Exception {
    link.serve("one", 5);
    broker.dropReplies(1);
    PendingCall lost = link.call("1");
    PendingCall kept = link.call("2");
    assertThat(link.take().reply(Link.result("1"))).isCompleted();
    assertThat(link.take().reply(Link.result("2"))).isCompleted();
    assertThat(lost.reply()).isNotDone();
    assertThat(kept.reply()).isCompleted();
  }

  @Test
  void theNextMessagesCanComeTwice() throws Exception {
    link.serve("one", 5);
    broker.duplicateMessages(1);
    link.cast(Link.TOPIC, "1");
    link.cast(Link.TOPIC, "2");
    assertThat(link.taken).extracting(Link::n).containsExactly("1", "1", "2");
  }

  @Test
  void theNextMessagesCanBeRejected() {
    link.serve("one", 5);
    broker.rejectMessages(2);
    assertFailure(link.cast(Link.TOPIC, "1"), DeliveryException.class);
    assertFailure(link.call("2").reply(), DeliveryException.class);
    assertThat(link.cast(Link.TOPIC, "3")).isCompleted();
    assertThat(link.taken).extracting(Link::n).containsExactly("3");
    assertThat(broker.pendingCalls()).isZero();
  }

  @Test
  void aTopicCanLeadNowhereForAWhile() {
    link.serve("one", 5);
    broker.unroute("compute");
    assertFailure(link.cast(Link.TOPIC, "1"), UndeliverableException.class);
    assertFailure(link.call("1").reply(), UndeliverableException.class);
    broker.reroute("compute");
    assertThat(link.cast(Link.TOPIC, "2")).isCompleted();
  }

  @Test
  void aDisconnectEndsCallsAndDeliversAgainWhatWasNotSettled() throws Exception {
    Listener listener = link.serve("one", 2);
    PendingCall call = link.call("1");
    link.cast(Link.TOPIC, "2");
    IncomingMessage settled = link.take();
    settled.acknowledge();
    IncomingMessage unsettled = link.take();
    broker.disconnect();
    assertFailure(call.reply(), DeliveryException.class)
        .asInstanceOf(type(DeliveryException.class))
        .extracting(DeliveryException::retry)
        .isEqualTo(DeliveryException.Retry.MAY_DUPLICATE);
    assertFailure(unsettled.acknowledge(), DeliveryException.class);
    assertThat(settled.reply(Link.result("1"))).isCompleted();
    assertThat(broker.lateReplies()).isEqualTo(1);
    listener.request(5);
    assertThat(link.taken).extracting(Link::n).containsExactly("2");
    assertThat(link.call("3").reply()).isNotDone();
    assertThat(link.taken).hasSize(2);
  }

  @Test
  void aHandlerThatRepliesAndSendsAtOncePilesUpNoFrames() {
    Listener[] listener = new Listener[1];
    int[] taken = {0};
    listener[0] =
        link.driver.listen(new dev.fjord.spi.ListenRequest.Requests(Link.TOPIC.server("one"), 1));
    listener[0].start(
        message -> {
          message.acknowledge();
          if (taken[0]++ < 100_000) {
            listener[0].request(1);
            link.cast(Link.TOPIC, "1");
          }
        });
    listener[0].request(1);
    link.cast(Link.TOPIC, "1");
    assertThat(taken[0]).isEqualTo(100_001);
  }

  @Test
  void anEndOfACallThatMakesTheNextPilesUpNoFrames() throws Exception {
    link.serve("one", 10);
    CompletableFuture<Void> done = new CompletableFuture<>();
    int[] ends = {0};
    Runnable[] next = new Runnable[1];
    next[0] =
        () ->
            link.call("1")
                .reply()
                .whenComplete(
                    (result, failure) -> {
                      if (++ends[0] == 50_000) {
                        done.complete(null);
                      } else {
                        next[0].run();
                      }
                    });
    next[0].run();
    Listener more = link.serve("two", 0);
    while (!done.isDone()) {
      more.request(1);
      link.take().reply(Link.result("1"));
    }
    assertThat(ends[0]).isEqualTo(50_000);
  }

  @Test
  void aHandlerThatThrowsStopsNobodyElse() throws Exception {
    Link failing = new Link(broker);
    Listener listener =
        failing.driver.listen(
            new dev.fjord.spi.ListenRequest.Requests(Link.TOPIC.server("failing"), 1));
    listener.start(
        message -> {
          throw new IllegalStateException("a handler must not throw");
        });
    listener.request(1);
    link.serve("one", 1);
    assertThat(link.cast(Link.TOPIC, "1")).isCompleted();
    assertThat(link.cast(Link.TOPIC, "2")).isCompleted();
    assertThat(link.taken).hasSize(1);
    failing.close();
    link.serve("two", 1);
    assertThat(link.taken).hasSize(2);
  }

  @Test
  void aBrokerThatIsDownTakesNothingAndLosesNothingThatItHas() throws Exception {
    Listener listener = link.serve("one", 0);
    assertThat(link.cast(Link.TOPIC, "1")).isCompleted();
    PendingCall call = link.call("2");
    broker.goDown();
    assertFailure(call.reply(), DeliveryException.class);
    assertFailure(link.cast(Link.TOPIC, "3"), BrokerUnreachableException.class);
    assertFailure(link.call("4").reply(), BrokerUnreachableException.class);
    listener.request(5);
    assertThat(link.taken).isEmpty();
    broker.comeBack();
    assertThat(Link.n(link.take())).isEqualTo("1");
    assertThat(Link.n(link.take())).isEqualTo("2");
    assertThat(link.taken).isEmpty();
    assertThat(link.cast(Link.TOPIC, "5")).isCompleted();
    assertThat(Link.n(link.take())).isEqualTo("5");
  }

  @Test
  void whatIsDelayedIsCountedUntilItArrives() {
    link.serve("one", 1);
    broker.delayMessages(Duration.ofSeconds(1));
    assertThat(link.cast(Link.TOPIC, "1")).isCompleted();
    assertThat(broker.delayedMessages()).isEqualTo(1);
    broker.clock().advance(Duration.ofSeconds(1));
    assertThat(broker.delayedMessages()).isZero();
    assertThat(link.taken).hasSize(1);
  }

  @Test
  void aBrokerOnRealTimeHasNoClock() {
    assertThatThrownBy(() -> FakeBroker.onRealTime().clock())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("FakeBroker.create()");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertFailure(
      CompletionStage<?> stage, Class<? extends Throwable> type) {
    CompletableFuture<?> future = stage.toCompletableFuture();
    assertThat(future).isCompletedExceptionally();
    return assertThat(future.exceptionNow()).isInstanceOf(type);
  }
}
