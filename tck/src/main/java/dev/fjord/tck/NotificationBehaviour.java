package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.spi.Capability;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.SendOptions.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Where notifications go and how they come back.
 *
 * @since 0.1.0
 */
public interface NotificationBehaviour extends DriverRules {
  /** Notifications arrive alike with an envelope and without. */
  @Test
  default void bothFormsArriveAlike() {
    Inbox inbox = kit().listen(kit().driver(), Set.of("info")).request(10);
    emit(Kind.NOTIFICATION, "info", 1);
    emit(Kind.BARE_NOTIFICATION, "info", 2);
    List<@Nullable Object> numbers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      IncomingMessage message = inbox.takeAndAcknowledge();
      assertThat(message.expectsReply()).isFalse();
      assertThat(message.budget()).isEmpty();
      assertThat(message.payload().names()).containsExactlyInAnyOrder("method", "n");
      numbers.add(DriverKit.n(message));
    }
    assertThat(numbers).containsExactlyInAnyOrder(1, 2);
  }

  /** A listener gets the priorities it asked for. */
  @Test
  default void aListenerGetsItsPriorities() {
    Inbox inbox = kit().listen(kit().driver(), Set.of("info", "error")).request(10);
    emit(Kind.NOTIFICATION, "debug", 1);
    emit(Kind.NOTIFICATION, "error", 2);
    emit(Kind.NOTIFICATION, "info", 3);
    List<@Nullable Object> numbers = new ArrayList<>();
    numbers.add(DriverKit.n(inbox.takeAndAcknowledge()));
    numbers.add(DriverKit.n(inbox.takeAndAcknowledge()));
    assertThat(numbers).containsExactlyInAnyOrder(2, 3);
    inbox.expectNothing();
  }

  /** What is emitted before anybody listens waits. */
  @Test
  default void notificationsWaitForTheirListener() {
    emit(Kind.NOTIFICATION, "info", 1);
    Inbox inbox = kit().listen(kit().openAnother(), Set.of("info")).request(10);
    assertThat(DriverKit.n(inbox.takeAndAcknowledge())).isEqualTo(1);
  }

  /** Listeners without a pool share what there is. */
  @Test
  default void listenersShareNotifications() {
    Inbox one = kit().listen(kit().driver(), Set.of("info")).request(20);
    Inbox two = kit().listen(kit().openAnother(), Set.of("info")).request(20);
    for (int i = 0; i < 20; i++) {
      emit(Kind.NOTIFICATION, "info", i);
    }
    kit()
        .patience()
        .untilAsserted(
            () -> assertThat(one.handedOver() + two.handedOver()).isGreaterThanOrEqualTo(20));
    List<@Nullable Object> numbers = new ArrayList<>();
    for (Inbox inbox : List.of(one, two)) {
      while (inbox.hasMessage()) {
        numbers.add(DriverKit.n(inbox.takeAndAcknowledge()));
      }
    }
    assertThat(numbers).hasSize(20).doesNotHaveDuplicates();
    one.expectNothing();
    two.expectNothing();
  }

  /** Each pool gets a copy of everything; within a pool, listeners share it. */
  @Test
  default void eachPoolGetsACopy() {
    kit().requires(Capability.POOLS);
    Inbox plain = kit().listen(kit().driver(), Set.of("info")).request(20);
    Inbox red = kit().listen(kit().driver(), Set.of("info"), "red").request(20);
    Inbox alsoRed = kit().listen(kit().openAnother(), Set.of("info"), "red").request(20);
    Inbox blue = kit().listen(kit().driver(), Set.of("info"), "blue").request(20);
    for (int i = 0; i < 10; i++) {
      emit(Kind.NOTIFICATION, "info", i);
    }
    for (int i = 0; i < 10; i++) {
      plain.takeAndAcknowledge();
      blue.takeAndAcknowledge();
    }
    kit()
        .patience()
        .untilAsserted(
            () -> assertThat(red.handedOver() + alsoRed.handedOver()).isGreaterThanOrEqualTo(10));
    plain.expectNothing();
    blue.expectNothing();
    assertThat(red.handedOver() + alsoRed.handedOver()).isEqualTo(10);
  }

  /** What is put back is handed over again, within the slots that were requested. */
  @Test
  default void l2_aRequeuedNotificationComesBackWithinTheSlots() {
    kit().requires(Capability.REQUEUE);
    Inbox inbox = kit().listen(kit().driver(), Set.of("info")).request(1);
    emit(Kind.NOTIFICATION, "info", "again");
    IncomingMessage first = inbox.take();
    kit().patience().await(first.requeue());
    inbox.expectNothing();
    inbox.request(1);
    IncomingMessage second = inbox.takeAndAcknowledge();
    assertThat(DriverKit.n(second)).isEqualTo("again");
    inbox.request(1).expectNothing();
  }

  /** A notification that is put back can go to another listener. */
  @Test
  default void aRequeuedNotificationIsLostToNobody() {
    kit().requires(Capability.REQUEUE);
    Inbox one = kit().listen(kit().driver(), Set.of("info")).request(1);
    emit(Kind.NOTIFICATION, "info", 1);
    IncomingMessage message = one.take();
    Inbox two = kit().listen(kit().openAnother(), Set.of("info")).request(1);
    one.stop();
    kit().patience().await(message.requeue());
    assertThat(DriverKit.n(two.takeAndAcknowledge())).isEqualTo(1);
  }

  private void emit(Kind kind, String priority, Object n) {
    kit().patience().await(kit().notify(kit().driver(), kind, priority, n));
  }
}
