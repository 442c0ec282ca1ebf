package dev.fjord.interop.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.MessageContext;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.desk.Letters;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationFilter;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.NotificationResult;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.Priority;
import dev.fjord.spi.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters and batches do the same with methods of either style, on every executor and wire. */
@ParameterizedClass(name = "{0} over {1}")
@MethodSource("cells")
class NotificationMatrixTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.notify");

  /** Longer than a test: such a batch ends by its size. */
  private static final Duration NEVER = Duration.ofMinutes(5);

  @Parameter(0)
  Execution execution;

  @Parameter(1)
  Wire wire;

  private final Letters letters = new Letters();
  private Bench bench;

  static Stream<Arguments> cells() {
    return Arrays.stream(Wire.values())
        .flatMap(
            wire ->
                Arrays.stream(Execution.values()).map(execution -> Arguments.of(execution, wire)));
  }

  @BeforeEach
  void open() {
    bench = new Bench(wire, rabbit);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Test
  void anEndpointGetsWhatItsFilterLetsThroughAndOthersGetAll() throws Exception {
    Letters filtered = new Letters();
    bench.keep(
        NotificationListener.builder(bench.transport(), bench.topic())
            .endpoint(
                execution.mailbox(filtered),
                NotificationFilter.builder()
                    .eventType("room\\.(changed|closed)$")
                    .context("user_id", "u1")
                    .payload("floor", "first")
                    .build())
            .endpoint(execution.mailbox(letters))
            .executor(execution.executor())
            .start());
    MessageContext user = MessageContext.empty().with("user_id", "u1");
    Notifier notifier = notifier();
    String first = "{\"floor\": \"first\"}";
    send(notifier, user, "room.changed", first);
    send(notifier, user, "room.changedtoo", first);
    send(notifier, MessageContext.empty(), "room.changed", first);
    send(notifier, user, "room.changed", "{\"floor\": 1}");
    send(notifier, user, "room.closed", first);

    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(letters.next(Bench.SOON).messageId());
    }
    List<String> wanted = new ArrayList<>();
    wanted.add(filtered.next(Bench.SOON).eventType());
    wanted.add(filtered.next(Bench.SOON).eventType());
    assertThat(all).doesNotHaveDuplicates();
    assertThat(wanted).containsExactlyInAnyOrder("room.changed", "room.closed");
    assertThat(filtered.size()).isZero();
  }

  @Test
  void aFullBatchComesTogetherByPriority() throws Exception {
    listen(4, NEVER);
    publish(Priority.INFO, "1");
    publish(Priority.ERROR, "2");
    publish(Priority.INFO, "3");
    publish(Priority.INFO, "4");

    List<List<String>> batches =
        List.of(events(letters.nextBatch(Bench.SOON)), events(letters.nextBatch(Bench.SOON)));
    assertThat(batches).hasSize(2);
    assertThat(batches).anySatisfy(batch -> assertThat(batch).containsExactly("2"));
    // Each priority comes through a queue of its own; within one the order holds.
    assertThat(batches).anySatisfy(batch -> assertThat(batch).containsExactly("1", "3", "4"));
  }

  @Test
  void aBatchThatIsNotFullComesWhenItsTimeIsOver() throws Exception {
    listen(100, Duration.ofMillis(200));
    publish(Priority.INFO, "1");
    publish(Priority.INFO, "2");

    List<String> all = new ArrayList<>();
    while (all.size() < 2) {
      all.addAll(events(letters.nextBatch(Bench.SOON)));
    }
    assertThat(all).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void aBatchThatIsPutBackOrFailedComesAgainWhole() throws Exception {
    letters.thenSay(NotificationResult.REQUEUE).thenFail("not now");
    listen(2, NEVER);
    publish(Priority.INFO, "1");
    publish(Priority.INFO, "2");

    for (int i = 0; i < 3; i++) {
      assertThat(events(letters.nextBatch(Bench.SOON))).containsExactlyInAnyOrder("1", "2");
    }
    publish(Priority.INFO, "3");
    publish(Priority.INFO, "4");
    assertThat(events(letters.nextBatch(Bench.SOON))).containsExactlyInAnyOrder("3", "4");
  }

  @Test
  void whatWaitsForItsBatchIsHandledWhenTheListenerStops() throws Exception {
    Letters first = new Letters();
    NotificationListener listener =
        bench.keep(
            NotificationListener.builder(bench.transport(), bench.topic())
                .endpoint(execution.batchMailbox(letters))
                .endpoint(execution.batchMailbox(first), NotificationFilter.builder().build())
                .executor(execution.executor())
                .batch(2, NEVER)
                .start());
    // The third waits for a fourth, and has come before: one queue is read in order.
    for (String event : List.of("1", "2", "3")) {
      publish(Priority.INFO, event);
    }
    assertThat(events(first.nextBatch(Bench.SOON))).containsExactly("1", "2");
    listener.stop();
    assertThat(listener.await(Bench.SOON)).isTrue();
    listener.close();

    Letters heir = new Letters();
    bench.listen(execution, heir);
    publish(Priority.INFO, "last");
    // What had not come yet when the listener stopped went to the next one; nothing was lost.
    List<String> handled = new ArrayList<>(events(letters.nextBatch(Bench.SOON)));
    Awaitility.await()
        .atMost(Bench.SOON)
        .until(
            () -> {
              letters.batchesSoFar().forEach(batch -> handled.addAll(events(batch)));
              while (heir.size() > 0) {
                handled.add(heir.next(Bench.SOON).eventType());
              }
              return handled.size() == 4;
            });
    assertThat(handled).startsWith("1", "2").containsExactlyInAnyOrder("1", "2", "3", "last");
  }

  private NotificationListener listen(int size, Duration delay) {
    return bench.keep(
        NotificationListener.builder(bench.transport(), bench.topic())
            .endpoint(execution.batchMailbox(letters))
            .executor(execution.executor())
            .batch(size, delay)
            .allowRequeue()
            .start());
  }

  private Notifier notifier() {
    return Notifier.of(bench.transport(), "desk.host1").topics(bench.topic());
  }

  private void publish(Priority priority, String event) {
    notifier().emit(priority, MessageContext.empty(), event, null).toCompletableFuture().join();
  }

  private void send(Notifier notifier, MessageContext context, String event, String payload) {
    Object plain = bench.transport().codec().readPlain(JsonText.of(payload));
    notifier.info(context, event, plain).toCompletableFuture().join();
  }

  private static List<String> events(List<Notification> batch) {
    return batch.stream().map(Notification::eventType).toList();
  }
}
