package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import dev.fjord.tck.ScriptedDispatcher.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * X7, X9, X10: slots are bounded, none is lost, each message is accepted and finished once.
 *
 * @since 0.1.0
 */
public interface ExecutorSlotRules extends ExecutorSubject {
  /** X7. */
  @Test
  default void x7_asManyMessagesAreTakenAsThereAreSlots() {
    CompletableFuture<@Nullable Void> end = bench().gate();
    styles().forEach(style -> bench().onWaiting("wait " + style, style, end));
    bench().start();
    List<ScriptedCall> calls = new ArrayList<>();
    while (calls.size() < 5 * ExecutorBench.SLOTS) {
      styles().forEach(style -> calls.add(bench().deliver("wait " + style)));
    }
    calls.subList(0, ExecutorBench.SLOTS).forEach(call -> bench().get(call.taken()));

    assertThat(bench().listener().handedOver()).isEqualTo(ExecutorBench.SLOTS);
    assertThat(bench().listener().credit()).isZero();
    end.complete(null);
    calls.forEach(call -> bench().get(call.done()));
    bench().allSlotsAreFree();
    bench().noneWasRequestedBeyondTheFreeSlots();
  }

  /** X7. */
  @Test
  default void x7_stuckRepliesBoundWhatIsTaken() {
    styles()
        .forEach(
            style ->
                bench().onWaiting("run " + style, style, CompletableFuture.completedFuture(null)));
    bench().start();
    List<CompletableFuture<@Nullable Void>> replies = new ArrayList<>();
    List<ScriptedCall> calls = new ArrayList<>();
    Style[] each = styles().toArray(Style[]::new);
    for (int i = 0; i < 2 * ExecutorBench.SLOTS; i++) {
      replies.add(bench().gate());
      String method = "run " + each[i % each.length];
      calls.add(bench().deliver(ScriptedCall.to(method).repliedWith(replies.get(i))));
    }
    calls.subList(0, ExecutorBench.SLOTS).forEach(call -> bench().get(call.taken()));
    assertThat(bench().listener().handedOver()).isEqualTo(ExecutorBench.SLOTS);
    assertThat(bench().listener().credit()).isZero();

    replies.get(0).complete(null);

    bench().get(calls.get(ExecutorBench.SLOTS).taken());
    assertThat(bench().listener().handedOver()).isEqualTo(ExecutorBench.SLOTS + 1);
    replies.forEach(reply -> reply.complete(null));
    bench().allSlotsAreFree();
    bench().noneWasRequestedBeyondTheFreeSlots();
  }

  /** X7. */
  @Test
  default void x7_failedMessagesFreeTheirSlots() {
    for (Style style : styles()) {
      bench()
          .on(
              "fail " + style,
              style,
              () -> {
                throw new IllegalArgumentException("scripted");
              });
    }
    bench().start();

    for (Style style : styles()) {
      for (ScriptedCall call : bench().deliver(3 * ExecutorBench.SLOTS, "fail " + style)) {
        assertThat(bench().outcome(call)).isInstanceOf(Outcome.Failure.class);
      }
    }

    bench().allSlotsAreFree();
    bench().noneWasRequestedBeyondTheFreeSlots();
  }

  /** X9. */
  @Test
  default void x9_methodRunsAfterItsMessageWasAccepted() {
    CompletableFuture<@Nullable Void> acknowledged = bench().gate();
    for (Style style : styles()) {
      bench().on("run " + style, style, Body.answering(style, acknowledged::isDone));
    }
    bench().start();
    List<ScriptedCall> calls =
        styles().stream()
            .map(style -> ScriptedCall.to("run " + style).acknowledgedWith(acknowledged))
            .map(call -> bench().deliver(call))
            .toList();
    bench()
        .eventually(
            "both are being acknowledged",
            () -> calls.stream().allMatch(call -> call.acknowledgements() == 1));
    acknowledged.complete(null);

    for (ScriptedCall call : calls) {
      assertThat(bench().outcome(call)).isEqualTo(new Outcome.Value(true));
      assertThat(call.acknowledgements()).isEqualTo(1);
    }
  }

  /** X9. What is gathered into a batch is accepted together, and has no method before. */
  @Test
  default void x9_messagesThatAreAcceptedTogetherAllRun() {
    CompletableFuture<@Nullable Void> complete = bench().gate();
    for (Style style : styles()) {
      bench().on("run " + style, style, Body.answering(style, complete::isDone));
    }
    bench().start();
    List<ScriptedCall> calls = new ArrayList<>();
    while (calls.size() < ExecutorBench.SLOTS) {
      for (Style style : styles()) {
        calls.add(bench().deliver(ScriptedCall.to("run " + style).acknowledgedWith(complete)));
      }
    }
    List<ScriptedCall> batch = calls.subList(0, ExecutorBench.SLOTS);
    batch.forEach(call -> bench().get(call.taken()));
    bench()
        .eventually(
            "all are being acknowledged",
            () -> batch.stream().allMatch(call -> call.acknowledgements() == 1));
    assertThat(calls).allSatisfy(call -> assertThat(call.runs()).isEmpty());

    complete.complete(null);

    for (ScriptedCall call : calls) {
      assertThat(bench().outcome(call)).isEqualTo(new Outcome.Value(true));
      assertThat(call.wasAskedTooEarly()).as("asked too early").isFalse();
    }
  }

  /** X9. */
  @Test
  default void x9_messageThatCannotBeAcceptedIsDroppedAndFreesItsSlot() {
    CompletableFuture<@Nullable Void> lost = bench().gate();
    for (Style style : styles()) {
      bench().onWaiting("run " + style, style, CompletableFuture.completedFuture(null));
    }
    bench().start();
    List<ScriptedCall> dropped = new ArrayList<>();
    while (dropped.size() < ExecutorBench.SLOTS) {
      for (Style style : styles()) {
        dropped.add(bench().deliver(ScriptedCall.to("run " + style).acknowledgedWith(lost)));
      }
    }

    lost.completeExceptionally(new IllegalStateException("The connection is lost"));

    for (Style style : styles()) {
      bench().get(bench().deliver("run " + style).done());
    }
    bench().allSlotsAreFree();
    assertThat(dropped).allSatisfy(call -> assertThat(call.runs()).isEmpty());
    assertThat(dropped).allSatisfy(call -> assertThat(call.finishes()).isZero());
  }

  /** X10. */
  @Test
  default void x10_eachMessageIsRunAndFinishedOnce() throws InterruptedException {
    for (Style style : styles()) {
      bench().onWaiting("run " + style, style, CompletableFuture.completedFuture(null));
    }
    bench().start();
    List<ScriptedCall> calls = new ArrayList<>();
    styles().forEach(style -> calls.addAll(bench().deliver(30, "run " + style)));
    calls.forEach(call -> bench().get(call.done()));

    bench().stopAndAwait();

    assertThat(calls).allSatisfy(call -> assertThat(call.runs()).hasSize(1));
    assertThat(calls).allSatisfy(call -> assertThat(call.finishes()).isEqualTo(1));
  }

  /** X10. */
  @Test
  default void x10_interruptThatAMethodLeavesDoesNotReachItsReply() {
    for (Style style : styles()) {
      bench()
          .on(
              "interrupt " + style,
              style,
              Body.answering(
                  style,
                  () -> {
                    Thread.currentThread().interrupt();
                    return true;
                  }));
    }
    bench().start();

    for (Style style : styles()) {
      ScriptedCall call = bench().deliver("interrupt " + style);
      bench().outcome(call);
      bench().get(call.done());
      assertThat(call.wasInterruptedAtFinish()).as(style + " is interrupted").isFalse();
    }
  }
}
