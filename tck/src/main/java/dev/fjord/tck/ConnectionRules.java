package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.PendingCall;
import dev.fjord.transport.Transport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * That whoever wants to know learns how connections change: C1.
 *
 * @since 0.1.0
 */
public interface ConnectionRules extends DriverRules {
  /** Each connection that is made connects, comes up and is closed, in this order. */
  @Test
  default void c1_connectionsTellThatTheyConnectComeUpAndClose() {
    kit().requires(Capability.CONNECTION_CHANGES);
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    Driver observed = kit().openAnother();
    List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
    kit().transport(observed).onConnectionChange(changes::add);
    callOnce(observed, inbox);
    kit().patience().untilAsserted(() -> assertThat(states(changes)).contains(State.UP));
    kit().close(observed);
    kit()
        .patience()
        .untilAsserted(
            () ->
                assertThat(changes.stream().map(ConnectionChange::role).distinct())
                    .isNotEmpty()
                    .allSatisfy(
                        role ->
                            assertThat(
                                    states(
                                        changes.stream()
                                            .filter(change -> change.role() == role)
                                            .toList()))
                                .startsWith(State.CONNECTING)
                                .containsSubsequence(State.CONNECTING, State.UP, State.CLOSED)
                                .endsWith(State.CLOSED)));
    assertThat(changes)
        .allSatisfy(
            change -> {
              assertThat(change.broker()).isNotEmpty().doesNotContain("@");
              if (change.state() == State.CONNECTING) {
                assertThat(change.attempt()).isPositive();
              }
            });
  }

  /** A handler that blocks or throws keeps nobody else from going on. */
  @Test
  default void c1_aHandlerThatBlocksOrThrowsDisturbsNobody() {
    kit().requires(Capability.CONNECTION_CHANGES);
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    Driver observed = kit().openAnother();
    Transport transport = kit().transport(observed);
    CountDownLatch released = new CountDownLatch(1);
    List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
    transport.onConnectionChange(
        change -> {
          awaitQuietly(released);
          throw new IllegalStateException("A handler of connection changes that throws");
        });
    transport.onConnectionChange(changes::add);
    callOnce(observed, inbox);
    kit().patience().untilAsserted(() -> assertThat(states(changes)).contains(State.UP));
    kit().close(observed);
    kit().patience().untilAsserted(() -> assertThat(states(changes)).contains(State.CLOSED));
    released.countDown();
  }

  /** A subscription that was closed is told nothing more. */
  @Test
  default void c1_aClosedSubscriptionIsToldNothing() {
    kit().requires(Capability.CONNECTION_CHANGES);
    Inbox inbox = kit().serveAll(kit().driver(), kit().server("one"));
    Driver observed = kit().openAnother();
    List<ConnectionChange> none = new CopyOnWriteArrayList<>();
    List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
    Transport.Subscription subscription = kit().transport(observed).onConnectionChange(none::add);
    kit().transport(observed).onConnectionChange(changes::add);
    subscription.close();
    subscription.close();
    callOnce(observed, inbox);
    kit().patience().untilAsserted(() -> assertThat(states(changes)).contains(State.UP));
    assertThat(none).isEmpty();
  }

  private void callOnce(Driver caller, Inbox inbox) {
    PendingCall call = kit().call(caller, kit().topic(), 1);
    var message = inbox.takeAndAcknowledge();
    kit().patience().await(message.reply(DriverKit.echo(message)));
    kit().patience().await(call.reply());
  }

  private static List<State> states(List<ConnectionChange> changes) {
    return changes.stream().map(ConnectionChange::state).toList();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
