package dev.fjord.driver.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.DeliveryException;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.UndeliverableException;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Listener;
import dev.fjord.spi.PendingCall;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a test can let the broker do wrong. */
class FakeBrokerFaultsTest extends FakeBrokerFixture {
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
}
