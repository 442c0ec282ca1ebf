package dev.fjord.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.porting.MethodUse;
import dev.fjord.porting.Readiness;
import dev.fjord.porting.Times;
import dev.fjord.porting.Verdict;
import dev.fjord.porting.Waits;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Waits NO_WAITS = new Waits(0, Duration.ZERO);

  private final Judge judge = new Judge(Duration.ofMillis(100));

  @Test
  void whatNobodyCalledIsNotJudged() {
    assertThat(of(Style.ASYNC, Times.none(), Times.none(), NO_WAITS, 0).readiness())
        .isEqualTo(Readiness.NOT_CALLED);
  }

  @Test
  void aBlockingMethodThatTakesATenthOfTheLimitIsSafe() {
    Verdict verdict = onWorkers(Style.BLOCKING, 10, 99);

    assertThat(verdict.readiness()).isEqualTo(Readiness.SAFE);
    assertThat(verdict.advice())
        .isEqualTo("safe to port: takes 10 ms at p99, a loop can run it as it is");
  }

  @Test
  void aBlockingMethodThatIsShortButForOneCallIsKept() {
    assertThat(onWorkers(Style.BLOCKING, 10, 100).readiness()).isEqualTo(Readiness.KEEP);
    assertThat(onWorkers(Style.BLOCKING, 11, 11).readiness()).isEqualTo(Readiness.KEEP);
  }

  @Test
  void aBlockingMethodThatWaitsForFjordIsReady() {
    Verdict verdict =
        of(Style.BLOCKING, Times.none(), times(400, 400), new Waits(7, Duration.ofMillis(200)), 0);

    assertThat(verdict.readiness()).isEqualTo(Readiness.READY);
    assertThat(verdict.advice()).contains("50 % of its time in blocking calls of Fjord");
  }

  @Test
  void aKeptMethodIsToldOfTheCallsOfFjordInIt() {
    assertThat(
            of(
                    Style.BLOCKING,
                    Times.none(),
                    times(400, 400),
                    new Waits(1, Duration.ofMillis(80)),
                    0)
                .advice())
        .isEqualTo(
            "keep it T: would hold a loop 400 ms at p99, port what it waits for first, and make its"
                + " blocking calls of Fjord (20 %) asynchronous");
  }

  @Test
  void anAsynchronousMethodIsPortedWhileItNeverHoldsItsLoopForTheLimit() {
    assertThat(of(Style.ASYNC, times(99, 99), Times.none(), NO_WAITS, 0).readiness())
        .isEqualTo(Readiness.PORTED);
    Verdict rarely = of(Style.ASYNC, times(1, 100), Times.none(), NO_WAITS, 0);
    assertThat(rarely.readiness()).isEqualTo(Readiness.BLOCKS);
    assertThat(rarely.advice()).contains("now and then, 100 ms at most");
    assertThat(of(Style.ASYNC, times(250, 300), Times.none(), NO_WAITS, 0).advice())
        .isEqualTo("blocks the loop 250 ms at p99: make it T again");
  }

  @Test
  void underBlockingAnAsynchronousMethodIsJudgedByWhatItWouldDoToALoop() {
    assertThat(onWorkers(Style.ASYNC, 250, 250).advice())
        .isEqualTo("would block a loop 250 ms at p99: make it T again");
    assertThat(onWorkers(Style.ASYNC, 1, 1).readiness()).isEqualTo(Readiness.PORTED);
  }

  @Test
  void aMovedMethodStaysInTheReport() {
    assertThat(of(Style.ASYNC, times(1, 1), Times.none(), NO_WAITS, 3))
        .isEqualTo(
            new Verdict(
                Readiness.BLOCKS,
                "moved to workers, it blocked the loop 3 times: make it T again"));
  }

  private Verdict onWorkers(Style style, long p99, long longest) {
    return of(style, Times.none(), times(p99, longest), NO_WAITS, 0);
  }

  private Verdict of(Style style, Times onLoop, Times onWorkers, Waits waits, long moved) {
    return judge.verdict(
        new EndpointMethod("m", "C.m", style),
        new MethodUse(
            Set.of(), onLoop.count() + onWorkers.count(), 0, onLoop, onWorkers, waits, 0, moved));
  }

  private static Times times(long p99, long longest) {
    Duration most = Duration.ofMillis(longest);
    return new Times(1, most, Duration.ofMillis(p99), Duration.ofMillis(p99), most);
  }
}
