package dev.fjord.driver.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeClockTest {
  private final FakeClock clock = new FakeClock();
  private final List<String> ran = new ArrayList<>();

  @Test
  void standsStillUntilItIsAdvanced() {
    clock.schedule(Duration.ZERO, () -> ran.add("now"));
    assertThat(clock.nanoTime()).isZero();
    assertThat(ran).isEmpty();
    clock.advance(Duration.ZERO);
    assertThat(ran).containsExactly("now");
  }

  @Test
  void runsTasksInOrderOfTimeThenOfScheduling() {
    clock.schedule(Duration.ofSeconds(2), () -> ran.add("two"));
    clock.schedule(Duration.ofSeconds(1), () -> ran.add("one"));
    clock.schedule(Duration.ofSeconds(2), () -> ran.add("two again"));
    clock.advance(Duration.ofSeconds(3));
    assertThat(ran).containsExactly("one", "two", "two again");
    assertThat(clock.nanoTime()).isEqualTo(Duration.ofSeconds(3).toNanos());
  }

  @Test
  void tasksSeeTheirOwnTimeAndMaySchedule() {
    clock.schedule(
        Duration.ofSeconds(1),
        () -> {
          ran.add("at " + Duration.ofNanos(clock.nanoTime()));
          clock.schedule(
              Duration.ofSeconds(1), () -> ran.add("at " + Duration.ofNanos(clock.nanoTime())));
        });
    clock.advance(Duration.ofSeconds(2));
    assertThat(ran).containsExactly("at PT1S", "at PT2S");
  }

  @Test
  void aCancelledTaskDoesNotRun() {
    var task = clock.schedule(Duration.ofSeconds(1), () -> ran.add("cancelled"));
    task.cancel();
    task.cancel();
    clock.advance(Duration.ofSeconds(2));
    assertThat(ran).isEmpty();
    assertThat(clock.scheduledTasks()).isZero();
  }

  @Test
  void aTaskThatThrowsStopsNoOther() {
    clock.schedule(
        Duration.ofSeconds(1),
        () -> {
          throw new IllegalStateException("a task must not throw");
        });
    clock.schedule(Duration.ofSeconds(1), () -> ran.add("other"));
    clock.advance(Duration.ofSeconds(1));
    assertThat(ran).containsExactly("other");
  }

  @Test
  void doesNotGoBack() {
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("back");
  }
}
