package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import dev.fjord.tck.ScriptedDispatcher.Body;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * X8: what was taken is never lost, also when threads are taken away; the application's loop.
 *
 * @since 0.1.0
 */
public interface ExecutorShutdownRules extends ExecutorSubject {
  /** X8. */
  @Test
  default void x8_messageThatIsAcceptedAfterStopIsNotLost() throws InterruptedException {
    CompletableFuture<@Nullable Void> acknowledged = bench().gate();
    for (Style style : styles()) {
      bench().onWaiting("run " + style, style, CompletableFuture.completedFuture(null));
    }
    bench().start();
    List<ScriptedCall> calls =
        styles().stream()
            .map(style -> ScriptedCall.to("run " + style).acknowledgedWith(acknowledged))
            .map(call -> bench().deliver(call))
            .toList();
    bench()
        .eventually(
            "all are being acknowledged",
            () -> calls.stream().allMatch(call -> call.acknowledgements() == 1));

    bench().executor().stop();
    acknowledged.complete(null);

    calls.forEach(call -> bench().get(call.done()));
    assertThat(calls).allMatch(call -> call.outcome().isDone() || call.requeues() > 0);
    assertThat(bench().executor().await(bench().patience())).isTrue();
  }

  /** X8. Where a loop is not used, it is in nobody's way. */
  @Test
  default void x8_messageThatTheLoopRejectsIsNotLost() throws InterruptedException {
    bench()
        .on("run", Style.ASYNC, Body.answering(Style.ASYNC, () -> null))
        .withLoop(
            task -> {
              throw new RejectedExecutionException("The loop was shut down");
            })
        .start();

    List<ScriptedCall> calls = bench().deliver(3 * ExecutorBench.SLOTS, "run");

    calls.forEach(call -> bench().get(call.done()));
    for (ScriptedCall call : calls) {
      assertThat(call.runs()).hasSize(hasLoops() ? 0 : 1);
      assertThat(call.requeues() > 0 || bench().outcome(call) instanceof Outcome.Failure)
          .as("requeued or failed")
          .isEqualTo(hasLoops());
    }
    bench().allSlotsAreFree();
    assertThat(bench().stopAndAwait()).isTrue();
  }

  /** X8: the loop goes away between the method and the end of its stage. */
  @Test
  default void x8_messageWhoseLoopIsGoneWhenItsStageCompletesIsNotLost() {
    CompletableFuture<@Nullable String> stage = bench().gate();
    ExecutorService loop = Executors.newSingleThreadExecutor();
    bench().onWaiting("later", Style.ASYNC, stage).withLoop(loop).start();
    ScriptedCall call = bench().deliver("later");
    bench().eventually("it waits", () -> bench().timers().pending() > 0);

    loop.shutdown();
    stage.complete("done");

    bench().get(call.done());
    bench().allSlotsAreFree();
    assertThat(bench().outcome(call)).isEqualTo(new Outcome.Value("done"));
  }

  /** X6. */
  @Test
  default void x6_loopOfTheApplicationIsUsedIfAnyIsAndLeftRunning() throws Exception {
    try (ExecutorService loop = Executors.newSingleThreadExecutor()) {
      bench()
          .on("run", Style.ASYNC, Body.answering(Style.ASYNC, () -> null))
          .withLoop(loop)
          .start();
      Thread used = bench().get(bench().deliver("run").started());

      assertThat(bench().stopAndAwait()).isTrue();

      assertThat(loop.isShutdown()).isFalse();
      Thread thread = loop.submit(Thread::currentThread).get();
      assertThat(thread.equals(used)).as("the loop was used").isEqualTo(hasLoops());
    }
  }
}
