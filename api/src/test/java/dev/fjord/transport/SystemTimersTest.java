package dev.fjord.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.spi.Timers;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimersTest {
  private final SystemTimers timers = new SystemTimers("test");

  @AfterEach
  void close() {
    timers.close();
  }

  @Test
  void aTaskRunsOnceAndNotTooEarly() throws Exception {
    long begin = timers.nanoTime();
    CompletableFuture<Long> ran = new CompletableFuture<>();
    CompletableFuture<String> thread = new CompletableFuture<>();
    timers.schedule(
        Duration.ofMillis(50),
        () -> {
          ran.complete(timers.nanoTime());
          thread.complete(Thread.currentThread().getName());
        });

    assertThat(ran.get(10, TimeUnit.SECONDS) - begin).isBetween(50_000_000L, 10_000_000_000L);
    assertThat(thread.get(5, TimeUnit.SECONDS)).isEqualTo("timer-test");
  }

  @Test
  void tasksRunInTheOrderOfTheirTimes() throws Exception {
    List<Integer> order = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> done = new CompletableFuture<>();
    timers.schedule(
        Duration.ofMillis(150),
        () -> {
          order.add(2);
          done.complete(null);
        });
    timers.schedule(Duration.ofMillis(10), () -> order.add(1));
    timers.schedule(Duration.ofSeconds(-1), () -> order.add(0));
    done.get(10, TimeUnit.SECONDS);

    assertThat(order).containsExactly(0, 1, 2);
  }

  @Test
  void whatIsCancelledDoesNotRun() throws Exception {
    List<String> ran = new CopyOnWriteArrayList<>();
    Timers.Timeout timeout = timers.schedule(Duration.ofMillis(20), () -> ran.add("cancelled"));
    timeout.cancel();
    timeout.cancel();
    CompletableFuture<Void> later = new CompletableFuture<>();
    timers.schedule(Duration.ofMillis(60), () -> later.complete(null));
    later.get(10, TimeUnit.SECONDS);

    assertThat(ran).isEmpty();
  }

  @Test
  void aTaskThatThrowsStopsNoOther() throws Exception {
    CompletableFuture<Void> later = new CompletableFuture<>();
    timers.schedule(
        Duration.ZERO,
        () -> {
          throw new AssertionError("made up");
        });
    timers.schedule(Duration.ofMillis(1), () -> later.complete(null));

    later.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aTaskThatIsDueSoonerDoesNotWaitForALaterOne() throws Exception {
    CompletableFuture<Void> soon = new CompletableFuture<>();
    timers.schedule(Duration.ofHours(1), () -> {});
    timers.schedule(Duration.ofMinutes(30), () -> {}).cancel();
    timers.schedule(Duration.ofMillis(5), () -> soon.complete(null));

    soon.get(10, TimeUnit.SECONDS);
  }

  @Test
  void closedTimersTakeNoMoreTasks() {
    timers.close();

    assertThatThrownBy(() -> timers.schedule(Duration.ZERO, () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void theLongestDurationIsAccepted() {
    timers.schedule(ChronoUnit.FOREVER.getDuration(), () -> {}).cancel();
  }
}
