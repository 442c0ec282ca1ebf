package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.spi.EventLoop;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import dev.fjord.tck.ScriptedDispatcher.Body;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * X1, X2, X3: which thread runs what, and who can stop whom.
 *
 * @since 0.1.0
 */
public interface ExecutorThreadRules extends ExecutorSubject {
  /** X1. */
  @Test
  default void x1_blockingMethodRunsOnNoLoop() {
    bench().on("where", Style.BLOCKING, EventLoop::isCurrentThread);

    if (starts()) {
      assertThat(bench().outcome(bench().deliver("where"))).isEqualTo(new Outcome.Value(false));
    }
  }

  /** X1. */
  @Test
  default void x1_asynchronousMethodRunsOnALoopIfThereIsOne() {
    bench().on("where", Style.ASYNC, Body.answering(Style.ASYNC, EventLoop::isCurrentThread));

    if (starts()) {
      assertThat(bench().outcome(bench().deliver("where")))
          .isEqualTo(new Outcome.Value(hasLoops()));
    }
  }

  /** X1. */
  @Test
  default void x1_asynchronousMethodsRunOnOneLoopWhereThereIsOne() {
    bench().on("run", Style.ASYNC, Body.answering(Style.ASYNC, () -> null));

    if (starts()) {
      Set<Thread> threads = new HashSet<>();
      bench().deliver(20, "run").forEach(call -> threads.add(bench().get(call.started())));
      if (hasLoops()) {
        assertThat(threads).hasSize(1);
      } else {
        // Each may have had a thread of its own, but no more of them stay than there are slots.
        bench()
            .eventually(
                "no more threads than slots",
                () -> threads.stream().filter(Thread::isAlive).count() <= ExecutorBench.SLOTS);
      }
    }
  }

  /** X1. */
  @Test
  default void x1_noMethodRunsOnTheThreadItsMessageCameFrom() {
    for (Style style : styles()) {
      bench().onWaiting("run " + style, style, CompletableFuture.completedFuture(null));
    }
    bench().start();

    for (Style style : styles()) {
      Thread thread = bench().get(bench().deliver("run " + style).started());
      assertThat(bench().listener().threads()).doesNotContain(thread);
    }
  }

  /** X2. */
  @Test
  default void x2_replyThatIsStuckStopsNoOtherMessage() {
    CompletableFuture<@Nullable Void> stuck = bench().gate();
    for (Style style : styles()) {
      bench().onWaiting("run " + style, style, CompletableFuture.completedFuture(null));
    }
    bench().start();
    for (Style style : styles()) {
      ScriptedCall first = bench().deliver(ScriptedCall.to("run " + style).repliedWith(stuck));
      bench().outcome(first);
      assertThat(first.done()).isNotDone();
    }

    for (Style style : styles()) {
      for (ScriptedCall other : bench().deliver(10, "run " + style)) {
        bench().get(other.done());
      }
    }
  }

  /** X3. */
  @Test
  default void x3_stuckBlockingMethodsDelayNoAsynchronousOne() {
    bench()
        .onWaiting("stuck", Style.BLOCKING, bench().gate())
        .on("run", Style.ASYNC, Body.answering(Style.ASYNC, () -> "ran"));

    if (starts()) {
      for (ScriptedCall stuck : bench().deliver(ExecutorBench.SLOTS - 1, "stuck")) {
        bench().get(stuck.taken());
      }
      for (ScriptedCall call : bench().deliver(10, "run")) {
        assertThat(bench().outcome(call)).isEqualTo(new Outcome.Value("ran"));
      }
    }
  }
}
