package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordException;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * X4: time limits, by the manual clock.
 *
 * @since 0.1.0
 */
public interface ExecutorDeadlineRules extends ExecutorSubject {
  /** X4. */
  @Test
  default void x4_stageThatNeverCompletesIsGivenUpAfterTheEndpointTimeout() {
    bench().onWaiting("never", Style.ASYNC, bench().gate()).start();
    ScriptedCall call = bench().deliver("never");

    assertGivenUpAfter(call, ExecutorBench.ENDPOINT_TIMEOUT);
  }

  /** X4. */
  @Test
  default void x4_stageThatNeverCompletesIsGivenUpAtTheBudgetOfItsMessage() {
    bench().onWaiting("never", Style.ASYNC, bench().gate()).start();
    Duration budget = Duration.ofSeconds(5);
    ScriptedCall call =
        bench().deliver(ScriptedCall.to("never").withBudget(budget, bench().timers()));

    assertGivenUpAfter(call, budget);
  }

  /** X4: a method marked as blocking may return a stage all the same. */
  @Test
  default void x4_workerThatWaitsForAStageIsFreedAtTheDeadline() {
    CompletableFuture<@Nullable Outcome> never = bench().gate();
    bench().dispatcher().raw("never", Style.BLOCKING, () -> stage(never));

    if (starts()) {
      assertGivenUpAfter(bench().deliver("never"), ExecutorBench.ENDPOINT_TIMEOUT);
    }
  }

  /** X4. */
  @Test
  default void x4_stageThatCompletesInTimeLeavesNoTimer() {
    CompletableFuture<@Nullable String> stage = bench().gate();
    bench().onWaiting("later", Style.ASYNC, stage).start();
    ScriptedCall call = bench().deliver("later");
    bench().eventually("its deadline is set", () -> bench().timers().pending() > 0);

    stage.complete("in time");

    assertThat(bench().outcome(call)).isEqualTo(new Outcome.Value("in time"));
    bench().eventually("no timer is left", () -> bench().timers().pending() == 0);
    bench().allSlotsAreFree();
  }

  /** X4. */
  @Test
  default void x4_stageThatCompletesTooLateChangesNothing() {
    CompletableFuture<@Nullable String> stage = bench().gate();
    bench().onWaiting("late", Style.ASYNC, stage).start();
    final int excess = bench().listener().worstExcess();
    ScriptedCall call = bench().deliver("late");
    bench().eventually("its deadline is set", () -> bench().timers().pending() > 0);
    bench().timers().advance(ExecutorBench.ENDPOINT_TIMEOUT);
    bench().get(call.done());

    stage.complete("too late");

    // Others after it show that the loop or worker has dealt with the late one.
    for (ScriptedCall other : bench().deliver(3 * ExecutorBench.SLOTS, "late")) {
      assertThat(bench().outcome(other)).isEqualTo(new Outcome.Value("too late"));
    }
    assertThat(bench().outcome(call)).isInstanceOf(Outcome.Failure.class);
    bench().allSlotsAreFree();
    assertThat(bench().listener().worstExcess()).as("slots freed twice").isEqualTo(excess);
  }

  /** X4. */
  @Test
  default void x4_messageWhoseTimeHasRunOutIsNotStarted() {
    for (Style style : styles()) {
      bench().onWaiting("run " + style, style, CompletableFuture.completedFuture(null));
    }
    bench().start();

    for (Style style : styles()) {
      ScriptedCall call =
          ScriptedCall.to("run " + style).withBudget(Duration.ZERO, bench().timers());
      assertThat(failureOf(bench().deliver(call))).isInstanceOf(FjordException.class);
      assertThat(call.runs()).isEmpty();
    }
    bench().allSlotsAreFree();
  }

  /** Waits for the timer, and sees that the deadline is neither missed nor early. */
  private void assertGivenUpAfter(ScriptedCall call, Duration limit) {
    bench().eventually("its deadline is set", () -> bench().timers().pending() > 0);
    bench().timers().advance(limit.minusMillis(1));
    assertThat(call.outcome()).isNotDone();

    bench().timers().advance(Duration.ofMillis(1));

    assertThat(failureOf(call))
        .isInstanceOf(FjordException.class)
        .hasMessageContaining("Scripted." + call.method())
        .hasMessageContaining(String.valueOf(limit.toMillis()));
    bench().allSlotsAreFree();
  }

  private Throwable failureOf(ScriptedCall call) {
    return assertThat(bench().outcome(call))
        .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Failure.class))
        .actual()
        .cause();
  }

  private static CompletionStage<Outcome> stage(CompletableFuture<@Nullable Outcome> future) {
    return future.thenApply(outcome -> outcome == null ? new Outcome.Value(null) : outcome);
  }
}
