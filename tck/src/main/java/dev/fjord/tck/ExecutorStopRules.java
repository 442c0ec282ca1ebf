package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * X5, X6, X12: one start, one stop, and what await promises.
 *
 * @since 0.1.0
 */
public interface ExecutorStopRules extends ExecutorSubject {
  /** X5. */
  @Test
  default void x5_blockingMethodCanStopItsExecutor() throws InterruptedException {
    assertStopsFromInside(Style.BLOCKING);
  }

  /** X5. */
  @Test
  default void x5_asynchronousMethodCanStopItsExecutor() throws InterruptedException {
    assertStopsFromInside(Style.ASYNC);
  }

  /** X6. */
  @Test
  default void x6_awaitIsFalseWhileAMessageIsUnfinished() throws InterruptedException {
    for (Style style : styles()) {
      bench().onWaiting("wait " + style, style, bench().gate());
    }
    bench().start();
    for (Style style : styles()) {
      bench().get(bench().deliver("wait " + style).taken());
    }

    bench().executor().stop();

    assertThat(bench().executor().await(Duration.ofMillis(50))).isFalse();
  }

  /** X6. */
  @Test
  default void x6_awaitIsFalseWhileAReplyIsOnItsWay() throws InterruptedException {
    CompletableFuture<@Nullable Void> reply = bench().gate();
    Style style = styles().iterator().next();
    bench().onWaiting("run", style, CompletableFuture.completedFuture(null)).start();
    ScriptedCall call = bench().deliver(ScriptedCall.to("run").repliedWith(reply));
    bench().outcome(call);
    bench().executor().stop();
    assertThat(bench().executor().await(Duration.ofMillis(50))).isFalse();

    reply.complete(null);

    assertThat(bench().executor().await(bench().patience())).isTrue();
  }

  /** X6. */
  @Test
  default void x6_awaitTrueMeansThatAllThatWasTakenIsFinished() throws InterruptedException {
    for (Style style : styles()) {
      bench().onWaiting("run " + style, style, CompletableFuture.completedFuture(null));
    }
    bench().start();
    List<ScriptedCall> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      styles().forEach(style -> calls.add(bench().deliver("run " + style)));
    }
    bench().get(calls.get(20).taken());

    boolean ended = bench().stopAndAwait();

    assertThat(ended).isTrue();
    int taken = bench().listener().handedOver();
    assertThat(calls.stream().filter(call -> call.done().isDone())).hasSize(taken);
    assertThat(calls.stream().filter(call -> call.taken().isDone())).hasSize(taken);
  }

  /** X6. */
  @Test
  default void x6_noThreadIsLeftWhenAwaitIsTrue() throws InterruptedException {
    for (Style style : styles()) {
      bench().onWaiting("run " + style, style, CompletableFuture.completedFuture(null));
    }
    bench().start();
    for (Style style : styles()) {
      bench().deliver(10, "run " + style).forEach(call -> bench().get(call.done()));
    }

    assertThat(bench().stopAndAwait()).isTrue();

    assertThat(bench().threads()).isEmpty();
  }

  /** X6. */
  @Test
  default void x6_executorThatWasNeverStartedEnds() throws InterruptedException {
    styles().forEach(style -> bench().onWaiting("run " + style, style, bench().gate()));

    assertThat(bench().stopAndAwait()).isTrue();
    assertThat(bench().threads()).isEmpty();
  }

  /** X6. */
  @Test
  default void x6_stopCanBeRepeated() throws InterruptedException {
    styles().forEach(style -> bench().onWaiting("run " + style, style, bench().gate()));
    bench().start().executor().stop();

    assertThat(bench().stopAndAwait()).isTrue();
    assertThat(bench().stopAndAwait()).isTrue();
  }

  /** X12. */
  @Test
  default void x12_secondStartIsRefused() {
    styles().forEach(style -> bench().onWaiting("run " + style, style, bench().gate()));
    bench().start();

    assertThatThrownBy(() -> bench().executor().start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("start");
  }

  /** X12. */
  @Test
  default void x12_startAfterStopIsRefused() {
    styles().forEach(style -> bench().onWaiting("run " + style, style, bench().gate()));
    bench().executor().stop();

    assertThatThrownBy(() -> bench().executor().start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stop");
  }

  private void assertStopsFromInside(Style style) throws InterruptedException {
    bench()
        .on(
            "stop",
            style,
            () -> {
              bench().executor().stop();
              return style == Style.ASYNC
                  ? CompletableFuture.completedFuture("stopped")
                  : "stopped";
            });

    if (starts()) {
      ScriptedCall call = bench().deliver("stop");
      assertThat(bench().outcome(call)).isEqualTo(new Outcome.Value("stopped"));
      assertThat(bench().executor().await(bench().patience())).isTrue();
    }
  }
}
