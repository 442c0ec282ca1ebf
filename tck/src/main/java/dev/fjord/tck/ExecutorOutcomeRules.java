package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import dev.fjord.tck.ScriptedDispatcher.Body;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * P1, X11, X13: what comes of a method does not depend on its style, nor on its dispatcher.
 *
 * @since 0.1.0
 */
public interface ExecutorOutcomeRules extends ExecutorSubject {
  /** P1. */
  @Test
  default void p1_resultsReachTheReplyUnchanged() {
    List<@Nullable Object> results = Arrays.asList("text", 7, null, List.of("a"), Optional.empty());
    for (Style style : styles()) {
      for (int i = 0; i < results.size(); i++) {
        Object result = results.get(i);
        bench().on(i + " " + style, style, Body.answering(style, () -> result));
      }
    }
    bench().start();

    for (Style style : styles()) {
      for (int i = 0; i < results.size(); i++) {
        assertThat(bench().outcome(bench().deliver(i + " " + style)))
            .isEqualTo(new Outcome.Value(results.get(i)));
      }
    }
  }

  /** P1. */
  @Test
  default void p1_whatIsThrownReachesTheReplyUnchanged() {
    List<Throwable> thrown =
        List.of(
            new IllegalArgumentException("unchecked"),
            new IOException("checked"),
            new InterruptedException("interrupt"),
            new AssertionError("error"),
            new StackOverflowError("scripted"),
            new OutOfMemoryError("scripted"));
    for (Style style : styles()) {
      for (Throwable each : thrown) {
        bench()
            .on(
                each.getMessage() + each.getClass() + style,
                style,
                () -> {
                  throw each;
                });
      }
    }
    bench().start();

    for (Style style : styles()) {
      for (Throwable each : thrown) {
        assertThat(bench().outcome(bench().deliver(each.getMessage() + each.getClass() + style)))
            .isEqualTo(new Outcome.Failure(each));
      }
    }
  }

  /** P1. */
  @Test
  default void p1_stagesEndAlikeWheneverAndWhereverTheyComplete() {
    IOException failure = new IOException("scripted");
    CompletableFuture<@Nullable String> value = bench().gate();
    CompletableFuture<@Nullable String> failed = bench().gate();
    CompletableFuture<@Nullable String> cancelled = bench().gate();
    bench()
        .onWaiting("value", Style.ASYNC, value)
        .onWaiting("failed", Style.ASYNC, failed)
        .onWaiting("cancelled", Style.ASYNC, cancelled)
        .on("null", Style.ASYNC, () -> null)
        .start();
    List<String> methods = List.of("value", "failed", "cancelled");
    List<ScriptedCall> before = new ArrayList<>();
    methods.forEach(method -> before.add(bench().deliver(method)));
    before.forEach(call -> bench().get(call.started()));

    value.complete("done");
    failed.completeExceptionally(failure);
    cancelled.cancel(false);

    List<ScriptedCall> after = methods.stream().map(method -> bench().deliver(method)).toList();
    for (List<ScriptedCall> calls : List.of(before, after)) {
      assertThat(bench().outcome(calls.get(0))).isEqualTo(new Outcome.Value("done"));
      assertThat(bench().outcome(calls.get(1))).isEqualTo(new Outcome.Failure(failure));
      assertThat(bench().outcome(calls.get(2)))
          .isInstanceOfSatisfying(
              Outcome.Failure.class,
              outcome -> assertThat(outcome.cause()).isInstanceOf(CancellationException.class));
    }
    assertThat(bench().outcome(bench().deliver("null"))).isInstanceOf(Outcome.Failure.class);
  }

  /** X11. */
  @Test
  default void x11_invocationThatThrowsIsAFailure() {
    IllegalStateException broken = new IllegalStateException("scripted");
    for (Style style : styles()) {
      bench()
          .dispatcher()
          .raw(
              "throws " + style,
              style,
              () -> {
                throw broken;
              })
          .raw("fails " + style, style, () -> CompletableFuture.failedFuture(broken));
    }
    bench().start();

    for (Style style : styles()) {
      for (String method : List.of("throws ", "fails ")) {
        for (ScriptedCall call : bench().deliver(2 * ExecutorBench.SLOTS, method + style)) {
          assertThat(bench().outcome(call)).isEqualTo(new Outcome.Failure(broken));
        }
      }
    }
    bench().allSlotsAreFree();
  }

  /** X11. */
  @Test
  default void x11_finishThatThrowsKeepsNoSlotAndEndsNoThread() {
    RuntimeException broken = new IllegalStateException("scripted");
    for (Style style : styles()) {
      bench().onWaiting("run " + style, style, CompletableFuture.completedFuture(null));
    }
    bench().start();

    for (Style style : styles()) {
      for (int i = 0; i < 2 * ExecutorBench.SLOTS; i++) {
        bench().deliver(ScriptedCall.to("run " + style).breakingAtFinish(broken));
      }
      bench().get(bench().deliver("run " + style).done());
    }
    bench().allSlotsAreFree();
  }

  /** X11. */
  @Test
  default void x11_dispatcherThatThrowsKeepsNoSlotAndLosesNoMessage() {
    Style style = styles().iterator().next();
    bench().dispatcher().breakingAtUnknown(new IllegalStateException("scripted"));
    bench().onWaiting("run", style, CompletableFuture.completedFuture(null)).start();

    List<ScriptedCall> lost = bench().deliver(2 * ExecutorBench.SLOTS, "unknown");

    bench().get(bench().deliver("run").done());
    lost.forEach(call -> bench().get(call.done()));
    bench().allSlotsAreFree();
  }

  /** X13. */
  @Test
  default void x13_whatFollowsAMethodRunsByItsOwnStyleInTheSameSlot() {
    for (Style style : styles()) {
      bench().onWaiting("first " + style, style, CompletableFuture.completedFuture("first"));
      bench().on("second " + style, style, Body.answering(style, () -> "second"));
    }
    bench().start();

    for (Style first : styles()) {
      for (Style second : styles()) {
        ScriptedCall call = ScriptedCall.to("first " + first).followedBy("second " + second);
        assertThat(bench().outcome(bench().deliver(call))).isEqualTo(new Outcome.Value("second"));
        assertThat(call.acknowledgements()).isEqualTo(1);
        assertThat(call.runs()).hasSize(2);
        assertThat(call.runs().get(0).loop().isPresent()).isEqualTo(isOnLoop("first " + first));
        assertThat(call.runs().get(1).loop().isPresent()).isEqualTo(isOnLoop("second " + second));
      }
    }
    bench().allSlotsAreFree();
  }

  /** Whether a method runs on a loop when nothing came before it. */
  private boolean isOnLoop(String method) {
    ScriptedCall alone = bench().deliver(method);
    bench().get(alone.started());
    return alone.runs().get(0).loop().isPresent();
  }
}
