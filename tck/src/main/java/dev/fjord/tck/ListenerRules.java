package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordException;
import dev.fjord.Target;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.PendingCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a listener is handed, and what becomes of it at the listener's end: L1 to L4.
 *
 * @since 0.1.0
 */
public interface ListenerRules extends DriverRules {

  /** Two servers of one topic share its messages. */
  @Test
  default void l1_eachMessageIsHandedOverToOneListenerOnce() {
    Inbox one = kit().serve(kit().driver(), kit().server("one")).request(100);
    Inbox two = kit().serve(kit().openAnother(), kit().server("two")).request(100);
    castAll(IntStream.range(0, 100));

    List<@Nullable Object> numbers = new ArrayList<>();
    kit().patience().untilAsserted(() -> assertThat(handedOver(one, two)).isGreaterThan(99));
    while (one.hasMessage()) {
      numbers.add(DriverKit.n(one.takeAndAcknowledge()));
    }
    while (two.hasMessage()) {
      numbers.add(DriverKit.n(two.takeAndAcknowledge()));
    }
    assertThat(numbers).hasSize(100).doesNotHaveDuplicates();
    one.expectNothing();
    two.expectNothing();
  }

  /** A listener that requests nothing is handed nothing. */
  @Test
  default void l2_nothingIsHandedOverBeforeItIsRequested() {
    Inbox inbox = kit().serve(kit().driver(), kit().server("one"));
    castAll(IntStream.of(1));
    inbox.expectNothing();
    inbox.request(1);
    assertThat(DriverKit.n(inbox.takeAndAcknowledge())).isEqualTo(1);
  }

  /** Slots are used up by messages, and not freed by acknowledging them. */
  @Test
  default void l2_neverMoreThanRequested() {
    Inbox inbox = kit().serve(kit().driver(), kit().server("one")).request(3);
    castAll(IntStream.range(0, 10));
    for (int i = 0; i < 3; i++) {
      inbox.takeAndAcknowledge();
    }
    inbox.expectNothing();
    inbox.request(2).request(1);
    for (int i = 0; i < 3; i++) {
      inbox.takeAndAcknowledge();
    }
    inbox.expectNothing();
    assertThat(inbox.handedOver()).isEqualTo(6);
  }

  /** What is not requested waits where other listeners can have it, but for a little. */
  @Test
  default void l2_theBacklogStaysAtTheBroker() {
    Inbox saturated = kit().serve(kit().driver(), kit().server("one")).request(1);
    int backlog = 33;
    int all = 1 + mostReadAhead() + backlog;
    castAll(IntStream.range(0, all));
    Object first = DriverKit.n(saturated.take());
    Inbox free = kit().serve(kit().openAnother(), kit().server("two")).request(all);

    List<@Nullable Object> numbers = new ArrayList<>();
    for (int i = 0; i < backlog; i++) {
      numbers.add(DriverKit.n(free.takeAndAcknowledge()));
    }
    assertThat(numbers).doesNotHaveDuplicates().doesNotContain(first);
    assertThat(saturated.handedOver()).isEqualTo(1);
  }

  /** A listener without free slots holds nobody else up, on the same driver or another. */
  @Test
  default void l2_aSaturatedListenerDoesNotDelayAnother() {
    Inbox saturated = kit().serve(kit().driver(), kit().server("one")).request(1);
    Target other = Target.topic(kit().name("other"));
    Inbox free = kit().serve(kit().driver(), other.server(kit().name("two"))).request(100);
    castAll(IntStream.range(0, 50));
    saturated.take();
    for (int i = 0; i < 50; i++) {
      kit().patience().await(kit().cast(kit().driver(), other, i));
      assertThat(DriverKit.n(free.takeAndAcknowledge())).isEqualTo(i);
    }
    assertThat(saturated.handedOver()).isEqualTo(1);
  }

  /** A call that was handed over before the stop ends as usual after it. */
  @Test
  default void l3_whatWasHandedOverIsStillFinishedAfterStop() {
    Inbox inbox = kit().serve(kit().driver(), kit().server("one")).request(1);
    PendingCall call = kit().call(kit().openAnother(), kit().topic(), "late");
    IncomingMessage message = inbox.take();
    inbox.stop();
    kit().patience().await(message.acknowledge());
    kit().patience().await(message.reply(DriverKit.echo(message)));
    JsonText result = kit().patience().await(call.reply());
    assertThat(DriverKit.value(result)).isEqualTo("late");
  }

  /** A stopped listener takes nothing more, although slots are left. */
  @Test
  default void l3_nothingIsHandedOverAfterStop() {
    Inbox inbox = kit().serve(kit().driver(), kit().server("one")).request(10);
    castAll(IntStream.of(1));
    inbox.takeAndAcknowledge();
    inbox.stop();
    inbox.stop();
    castAll(IntStream.of(2));
    inbox.expectNothing();
  }

  /** What a stopped listener never took reaches another one. */
  @Test
  default void l4_whatWasNeverHandedOverGoesToAnotherListener() {
    Inbox first = kit().serve(kit().driver(), kit().server("one")).request(1);
    castAll(IntStream.range(0, 5));
    Object taken = DriverKit.n(first.takeAndAcknowledge());
    first.stop();
    first.close();
    Inbox second = kit().serve(kit().driver(), kit().server("two")).request(10);
    List<@Nullable Object> numbers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      numbers.add(DriverKit.n(second.takeAndAcknowledge()));
    }
    assertThat(numbers).doesNotHaveDuplicates().doesNotContain(taken);
    second.expectNothing();
  }

  /** What was handed over and not settled is delivered again once the listener is closed. */
  @Test
  default void l4_whatWasNotSettledGoesBackAtClose() {
    Inbox first = kit().serve(kit().driver(), kit().server("one")).request(2);
    castAll(IntStream.of(1, 2));
    IncomingMessage settled = first.takeAndAcknowledge();
    IncomingMessage unsettled = first.take();
    first.close();
    Inbox second = kit().serve(kit().driver(), kit().server("two")).request(10);
    assertThat(DriverKit.n(second.takeAndAcknowledge()))
        .isEqualTo(DriverKit.n(unsettled))
        .isNotEqualTo(DriverKit.n(settled));
    second.expectNothing();
  }

  /** Who acknowledges what has gone back to the broker must not work on it. */
  @Test
  default void l4_anAcknowledgementAfterTheListenerWasClosedFails() {
    Inbox inbox = kit().serve(kit().driver(), kit().server("one")).request(10);
    kit().patience().await(kit().cast(kit().driver(), kit().topic(), 1));
    IncomingMessage message = inbox.take();
    inbox.close();
    kit().serve(kit().driver(), kit().server("two")).request(1).takeAndAcknowledge();
    assertThat(kit().patience().awaitFailure(message.acknowledge()))
        .isInstanceOf(FjordException.class);
  }

  private void castAll(IntStream numbers) {
    numbers.forEach(n -> kit().patience().await(kit().cast(kit().driver(), kit().topic(), n)));
  }

  private static int handedOver(Inbox... inboxes) {
    return Arrays.stream(inboxes).mapToInt(Inbox::handedOver).sum();
  }
}
