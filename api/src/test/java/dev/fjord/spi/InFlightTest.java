package dev.fjord.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private final ScriptedDriver.ScriptedListener listener =
      (ScriptedDriver.ScriptedListener)
          new ScriptedDriver().listen(new ListenRequest.Requests(dev.fjord.Target.topic("t"), 3));
  private final InFlight inFlight = new InFlight(listener, 3);

  @Test
  void itAsksForAMessageForEachFreeSlot() {
    assertThat(inFlight.start(message -> {}).toCompletableFuture()).isCompleted();
    assertThat(listener.requested).isEqualTo(3);
    inFlight.taken();
    inFlight.taken();
    assertThat(inFlight.unfinished()).isEqualTo(2);
    inFlight.finished();

    assertThat(inFlight.unfinished()).isEqualTo(1);
    assertThat(listener.requested).isEqualTo(4);
  }

  @Test
  void itIsDrainedWhenStoppedAndAllIsFinished() throws InterruptedException {
    inFlight.start(message -> {});
    inFlight.taken();
    inFlight.taken();
    inFlight.stop();
    inFlight.stop();

    assertThat(inFlight.unfinished()).isEqualTo(2);
    assertThat(inFlight.await(Duration.ZERO)).isFalse();
    inFlight.finished();
    assertThat(inFlight.drained().toCompletableFuture()).isNotDone();
    inFlight.finished();
    assertThat(inFlight.drained().toCompletableFuture()).isCompleted();
    assertThat(inFlight.await(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    assertThat(inFlight.unfinished()).isZero();
    assertThat(listener.requested).isEqualTo(3);
  }

  @Test
  void itIsNotDrainedBeforeItIsStopped() {
    inFlight.start(message -> {});
    inFlight.taken();
    inFlight.finished();

    assertThat(inFlight.drained().toCompletableFuture()).isNotDone();
  }
}
