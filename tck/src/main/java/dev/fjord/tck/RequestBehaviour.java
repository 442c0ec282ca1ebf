package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.InvalidTargetException;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.Target;
import dev.fjord.Undeliverable;
import dev.fjord.UndeliverableException;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.Reply;
import dev.fjord.spi.SendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/**
 * Where requests go, and how much time they have.
 *
 * @since 0.1.0
 */
public interface RequestBehaviour extends DriverRules {
  /** Many calls at once each get their own reply. */
  @Test
  default void eachCallGetsItsOwnReply() {
    kit().serveAll(kit().driver(), kit().server("one")).answering(DriverKit::echo);
    Driver caller = kit().openAnother();
    List<PendingCall> calls = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      calls.add(kit().call(caller, kit().topic(), i));
    }
    for (int i = 0; i < 500; i++) {
      assertThat(DriverKit.value(kit().patience().await(calls.get(i).reply()))).isEqualTo(i);
    }
  }

  /** Servers of one topic compete, and each call is answered once. */
  @Test
  default void serversOfATopicShareItsCalls() {
    Inbox one = kit().serveAll(kit().driver(), kit().server("one")).answering(DriverKit::echo);
    Inbox two = kit().serveAll(kit().openAnother(), kit().server("two")).answering(DriverKit::echo);
    for (int i = 0; i < 100; i++) {
      PendingCall call = kit().call(kit().driver(), kit().topic(), i);
      assertThat(DriverKit.value(kit().patience().await(call.reply()))).isEqualTo(i);
    }
    assertThat(one.handedOver() + two.handedOver()).isEqualTo(100);
    assertThat(one.handedOver()).as("share of one").isBetween(1, 99);
  }

  /** A server that is named gets what is sent to it, and its siblings do not. */
  @Test
  default void aNamedServerGetsItsOwn() {
    Inbox one = kit().serveAll(kit().driver(), kit().server("one")).answering(DriverKit::echo);
    Inbox two = kit().serveAll(kit().driver(), kit().server("two")).answering(DriverKit::echo);
    for (int i = 0; i < 10; i++) {
      PendingCall call = kit().call(kit().openAnother(), kit().server("two"), i);
      assertThat(DriverKit.value(kit().patience().await(call.reply()))).isEqualTo(i);
    }
    assertThat(one.handedOver()).isZero();
    assertThat(two.handedOver()).isEqualTo(10);
  }

  /** A fanout reaches every server once. */
  @Test
  default void aFanoutReachesEveryServer() {
    Inbox one = kit().serveAll(kit().driver(), kit().server("one"));
    Inbox two = kit().serveAll(kit().openAnother(), kit().server("two"));
    kit().patience().await(kit().cast(kit().driver(), kit().topic().fanout(), 7));
    for (Inbox inbox : List.of(one, two)) {
      IncomingMessage message = inbox.takeAndAcknowledge();
      assertThat(DriverKit.n(message)).isEqualTo(7);
      assertThat(message.expectsReply()).isFalse();
      inbox.expectNothing();
    }
  }

  /** A call to a fanout is told the reply of every server, and ends at its timeout. */
  @Test
  default void aCallToAFanoutIsToldEveryReply() {
    kit().requires(Capability.FANOUT_CALLS);
    kit().serveAll(kit().driver(), kit().server("one")).answering(DriverKit::echo);
    kit().serveAll(kit().openAnother(), kit().server("two")).answering(DriverKit::echo);
    BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    CallOptions options =
        CallOptions.within(kit().patience().forSilence().plusSeconds(1)).everyReply(replies::add);
    PendingCall call =
        kit().openAnother().call(kit().topic().fanout(), DriverKit.message(7), options);
    assertThat(kit().patience().await(call.reply()).isNull()).isTrue();
    assertThat(replies).hasSize(2).allMatch(reply -> reply instanceof Reply.Result);
  }

  /** Who expects one reply cannot ask all. */
  @Test
  default void aCallForOneReplyCannotGoToAFanout() {
    PendingCall call = kit().call(kit().driver(), kit().topic().fanout(), 1);
    assertThat(kit().patience().awaitFailure(call.reply()))
        .isInstanceOf(InvalidTargetException.class);
  }

  /** Topics of different exchanges have nothing in common. */
  @Test
  default void exchangesAreApart() {
    Target elsewhere = kit().topic().exchange(kit().name("exchange"));
    Inbox here = kit().serveAll(kit().driver(), kit().server("one"));
    Inbox there = kit().serveAll(kit().driver(), elsewhere.server(kit().name("two")));
    kit().patience().await(kit().cast(kit().driver(), elsewhere, 1));
    assertThat(DriverKit.n(there.takeAndAcknowledge())).isEqualTo(1);
    here.expectNothing();
  }

  /** Nobody has ever served the topic: the caller learns it at once. */
  @Test
  default void aCallThatNobodyServesIsUndeliverable() {
    kit().requires(Capability.UNDELIVERABLE);
    PendingCall call = kit().call(kit().driver(), kit().topic(), 1);
    assertThat(kit().patience().awaitFailure(call.reply()))
        .isInstanceOf(UndeliverableException.class)
        .hasMessageContaining(kit().name("topic"));
  }

  /** So does who casts, and who names a server that there is not. */
  @Test
  default void aCastThatNobodyServesIsUndeliverable() {
    kit().requires(Capability.UNDELIVERABLE);
    assertThat(kit().patience().awaitFailure(kit().cast(kit().driver(), kit().topic(), 1)))
        .isInstanceOf(UndeliverableException.class);
    kit().serveAll(kit().driver(), kit().server("one"));
    assertThat(kit().patience().awaitFailure(kit().cast(kit().driver(), kit().server("two"), 1)))
        .isInstanceOf(UndeliverableException.class);
  }

  /** Who does not want to know is not told: a call ends by its timeout, a cast is lost. */
  @Test
  default void whatNobodyServesIsLostInSilenceWhereThatWasAskedFor() {
    CallOptions options =
        CallOptions.within(Duration.ofMillis(200)).undeliverable(Undeliverable.IGNORED);
    PendingCall call = kit().driver().call(kit().topic(), DriverKit.message(1), options);
    assertThat(kit().patience().awaitFailure(call.reply()))
        .isInstanceOf(MessagingTimeoutException.class);
    SendOptions cast =
        new SendOptions(
            SendOptions.Kind.CAST,
            kit().patience().forEvents(),
            Optional.of(Undeliverable.IGNORED));
    kit().patience().await(kit().driver().send(kit().topic(), DriverKit.message(1), cast));
  }

  /** A fanout to nobody is no error. */
  @Test
  default void aFanoutThatNobodyServesIsDelivered() {
    kit().patience().await(kit().cast(kit().driver(), kit().topic().fanout(), 1));
  }

  /** A caller's time travels with its call and shrinks. */
  @Test
  default void theBudgetOfACallIsWhatIsLeftOfItsTimeout() {
    kit().requires(Capability.BUDGET);
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    Duration timeout = kit().patience().forEvents();
    PendingCall call = kit().call(kit().openAnother(), kit().topic(), 1, timeout);
    IncomingMessage message = inbox.takeAndAcknowledge();
    Duration first = message.budget().orElseThrow();
    assertThat(first).isPositive().isLessThanOrEqualTo(timeout);
    kit()
        .patience()
        .untilAsserted(() -> assertThat(message.budget().orElseThrow()).isLessThan(first));
    call.cancel();
  }

  /** What is sent one way has all the time there is. */
  @Test
  default void aCastHasNoBudget() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    kit().patience().await(kit().cast(kit().driver(), kit().topic(), 1));
    assertThat(inbox.takeAndAcknowledge().budget()).isEmpty();
  }

  /** A request whose caller has given up is not worked on. */
  @Test
  default void anExpiredCallIsNotHandedOver() {
    kit().requires(Capability.BUDGET);
    Inbox inbox = kit().serve(kit().driver(), kit().server("one"));
    PendingCall call =
        kit().call(kit().openAnother(), kit().topic(), 1, kit().patience().forSilence());
    kit().patience().awaitFailure(call.reply());
    // Over by the caller's clock; the broker's may be a little behind.
    inbox.expectNothing();
    inbox.request(10);
    inbox.expectNothing();
    kit().patience().await(kit().cast(kit().driver(), kit().topic(), 2));
    assertThat(DriverKit.n(inbox.takeAndAcknowledge())).isEqualTo(2);
  }
}
