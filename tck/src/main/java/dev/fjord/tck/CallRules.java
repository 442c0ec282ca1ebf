package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.MessagingTimeoutException;
import dev.fjord.TransportClosedException;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Driver;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.SendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * How a call ends, and that nobody is blocked by it: D1 to D3.
 *
 * @since 0.1.0
 */
public interface CallRules extends DriverRules {
  /** A loop may do everything a driver offers: no method waits for the wire. */
  @Test
  default void d1_aLoopMayCallAndSend() {
    kit().serveAll(kit().driver(), kit().server("one")).answering(DriverKit::echo);
    Driver caller = kit().driver();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      CompletableFuture<PendingCall> made = new CompletableFuture<>();
      EventLoop.on(thread)
          .execute(
              () -> {
                var ignored = kit().cast(caller, kit().topic(), 1);
                made.complete(kit().call(caller, kit().topic(), 2));
              },
              made::completeExceptionally);
      PendingCall call = kit().patience().await(made);
      assertThat(DriverKit.value(kit().patience().await(call.reply()))).isEqualTo(2);
    } finally {
      thread.shutdownNow();
    }
  }

  /** A call without a reply ends by its timeout. */
  @Test
  default void d2_aCallWithoutReplyEndsByItsTimeout() {
    kit().serveAll(kit().driver(), kit().server("one"));
    PendingCall call = kit().call(kit().driver(), kit().topic(), 1, kit().patience().forSilence());
    assertThat(kit().patience().awaitFailure(call.reply()))
        .isInstanceOf(MessagingTimeoutException.class);
  }

  /** Whoever gives a call up is told so, once. */
  @Test
  default void d2_aCancelledCallEndsOnce() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    AtomicInteger ends = new AtomicInteger();
    PendingCall call = kit().call(kit().driver(), kit().topic(), 1);
    call.reply().whenComplete((result, failure) -> ends.incrementAndGet());
    IncomingMessage message = inbox.takeAndAcknowledge();
    call.cancel();
    call.cancel();
    assertThat(kit().patience().awaitFailure(call.reply()))
        .isInstanceOf(CancellationException.class);
    kit().patience().awaitEnd(message.reply(DriverKit.echo(message)));
    call.cancel();
    kit().patience().untilAsserted(() -> assertThat(ends).hasValue(1));
  }

  /** Close ends what is pending and refuses what comes later. */
  @Test
  default void d2_closeEndsPendingCalls() {
    Driver caller = kit().openAnother();
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    List<PendingCall> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(kit().call(caller, kit().topic(), i));
      inbox.takeAndAcknowledge();
    }
    kit().close(caller);
    for (PendingCall call : calls) {
      assertThat(kit().patience().awaitFailure(call.reply()))
          .isInstanceOf(TransportClosedException.class);
    }
    assertThat(kit().patience().awaitFailure(kit().call(caller, kit().topic(), 11).reply()))
        .isInstanceOf(TransportClosedException.class);
    assertThat(
            kit()
                .patience()
                .awaitFailure(
                    caller.send(
                        kit().topic(),
                        DriverKit.message(12),
                        new SendOptions(SendOptions.Kind.CAST, Duration.ofSeconds(1)))))
        .isInstanceOf(TransportClosedException.class);
  }

  /** Reply and cancel meet many times over; each call ends one way only. */
  @Test
  default void d2_aCallEndsOnceWhenReplyAndCancelRace() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    Driver caller = kit().openAnother();
    ExecutorService other = Executors.newSingleThreadExecutor();
    AtomicInteger ends = new AtomicInteger();
    int rounds = 50;
    try {
      for (int i = 0; i < rounds; i++) {
        PendingCall call = kit().call(caller, kit().topic(), i);
        call.reply().whenComplete((result, failure) -> ends.incrementAndGet());
        IncomingMessage message = inbox.takeAndAcknowledge();
        inbox.request(1);
        CompletableFuture<Void> cancelled = CompletableFuture.runAsync(call::cancel, other);
        kit().patience().awaitEnd(message.reply(DriverKit.echo(message)));
        kit().patience().awaitEnd(cancelled);
        kit().patience().awaitEnd(call.reply());
      }
    } finally {
      other.shutdownNow();
    }
    kit().patience().untilAsserted(() -> assertThat(ends.get()).isGreaterThanOrEqualTo(rounds));
    assertThat(ends).hasValue(rounds);
  }

  /** A reply to a call that has timed out ends nothing else. */
  @Test
  default void d3_aLateReplyIsDropped() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    Driver caller = kit().openAnother();
    // Long enough for the message to be taken before, on a machine that is busy.
    Duration timeout = kit().patience().forSilence().multipliedBy(6);
    PendingCall late = kit().call(caller, kit().topic(), "late", timeout);
    IncomingMessage first = inbox.takeAndAcknowledge();
    assertThat(kit().patience().awaitFailure(late.reply()))
        .isInstanceOf(MessagingTimeoutException.class);
    PendingCall next = kit().call(caller, kit().topic(), "next");
    IncomingMessage second = inbox.takeAndAcknowledge();
    kit().patience().awaitEnd(first.reply(DriverKit.echo(first)));
    kit().patience().awaitEnd(second.reply(DriverKit.echo(second)));
    assertThat(DriverKit.value(kit().patience().await(next.reply()))).isEqualTo("next");
  }

  /** A monitored call ends early when its server falls silent. */
  @Test
  default void aMonitoredCallEndsWhenNoHeartbeatComes() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    PendingCall call = monitoredCall();
    IncomingMessage message = inbox.takeAndAcknowledge();
    assertThat(message.heartbeatInterval()).contains(Duration.ofSeconds(1));
    assertThat(kit().patience().awaitFailure(call.reply()))
        .isInstanceOf(MessagingTimeoutException.class);
  }

  /** A heartbeat reaches the caller and does not end its call; after the end nobody is there. */
  @Test
  default void aHeartbeatDoesNotEndACall() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    PendingCall call = monitoredCall();
    IncomingMessage message = inbox.takeAndAcknowledge();
    assertThat(kit().patience().await(message.heartbeat())).isTrue();
    kit().patience().await(message.reply(DriverKit.echo(message)));
    assertThat(kit().patience().await(call.reply())).isNotNull();
    assertThat(kit().patience().await(message.heartbeat())).isFalse();
  }

  /** A caller that did not ask for heartbeats is sent none: it would not understand them. */
  @Test
  default void aCallThatIsNotMonitoredGetsNoHeartbeats() {
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    PendingCall call = kit().call(kit().driver(), kit().topic(), 1);
    IncomingMessage message = inbox.takeAndAcknowledge();
    assertThat(message.heartbeatInterval()).isEmpty();
    assertThat(kit().patience().await(message.heartbeat())).isFalse();
    kit().patience().await(message.reply(DriverKit.echo(message)));
    assertThat(kit().patience().await(call.reply())).isNotNull();
  }

  private PendingCall monitoredCall() {
    return kit()
        .driver()
        .call(
            kit().topic(),
            DriverKit.message(1),
            CallOptions.within(kit().patience().forEvents().multipliedBy(10))
                .monitoredEvery(Duration.ofSeconds(2)));
  }
}
