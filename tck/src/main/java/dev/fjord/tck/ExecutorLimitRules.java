package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.NotStartedException;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import dev.fjord.tck.ScriptedDispatcher.Body;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * X15: a method that is bounded, beside others that are not.
 *
 * @since 0.1.0
 */
public interface ExecutorLimitRules extends ExecutorSubject {
  /** X15. */
  @Test
  default void x15_noMoreCallsThanItsLimitRunAtATimeAndTheOthersFollow() {
    Map<Style, CompletableFuture<@Nullable Object>> gates = new EnumMap<>(Style.class);
    for (Style style : styles()) {
      gates.put(style, bench().gate());
      bench().onWaiting("heavy " + style, style, gates.get(style)).withLimit("heavy " + style, 1);
      bench().on("light " + style, style, Body.answering(style, () -> "ran"));
    }
    bench().start();

    for (Style style : gates.keySet()) {
      List<ScriptedCall> heavy = bench().deliver(ExecutorBench.SLOTS - 1, "heavy " + style);
      // Which of them comes first is open: they may be accepted side by side.
      bench().get(CompletableFuture.anyOf(started(heavy)));
      // What comes later has run when these have, if it may run at all.
      for (ScriptedCall light : bench().deliver(10, "light " + style)) {
        assertThat(bench().outcome(light)).isEqualTo(new Outcome.Value("ran"));
      }
      assertThat(heavy).filteredOn(call -> !call.runs().isEmpty()).hasSize(1);
      gates.get(style).complete(null);
      heavy.forEach(call -> bench().get(call.done()));
      bench().allSlotsAreFree();
    }
  }

  /** X15. */
  @Test
  default void x15_whatWaitsForItsTurnIsNotStartedAfterItsTime() {
    Style style = styles().iterator().next();
    CompletableFuture<@Nullable Object> gate = bench().gate();
    bench().onWaiting("heavy", style, gate).withLimit("heavy", 1).start();
    ScriptedCall first = bench().deliver("heavy");
    bench().get(first.started());
    Duration budget = Duration.ofSeconds(5);
    ScriptedCall late =
        bench().deliver(ScriptedCall.to("heavy").withBudget(budget, bench().timers()));
    bench().get(late.taken());
    // Beside that of its own time, a stage that is not complete has a timer.
    int timers = style == Style.ASYNC ? 2 : 1;
    bench().eventually("it waits", () -> bench().timers().pending() == timers);

    bench().timers().advance(budget);

    assertThat(bench().outcome(late))
        .isInstanceOfSatisfying(
            Outcome.Failure.class,
            failure -> assertThat(failure.cause()).isInstanceOf(NotStartedException.class));
    gate.complete("done");
    assertThat(bench().outcome(first)).isEqualTo(new Outcome.Value("done"));
    // The one that expired has not taken the turn of those that follow.
    assertThat(bench().outcome(bench().deliver("heavy"))).isEqualTo(new Outcome.Value("done"));
    assertThat(late.runs()).isEmpty();
    bench().allSlotsAreFree();
  }

  private static CompletableFuture<?>[] started(List<ScriptedCall> calls) {
    return calls.stream().map(ScriptedCall::started).toArray(CompletableFuture<?>[]::new);
  }
}
