package dev.fjord.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.porting.Times;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeHistogramTest {
  @Test
  void anEmptyOneHoldsNothing() {
    assertThat(TimeHistogram.together(List.of(new TimeHistogram()))).isEqualTo(Times.none());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1023, 1024, 8191, 8192, 1_000_000, 40_000_000, 3_600_000_000_000L})
  void aLoneDurationIsItsOwnMedianAndLongest(long nanos) {
    TimeHistogram histogram = new TimeHistogram();
    histogram.addAlone(nanos);

    Times times = TimeHistogram.together(List.of(histogram));

    assertThat(times.count()).isEqualTo(1);
    assertThat(times.longest()).isEqualTo(Duration.ofNanos(nanos));
    assertThat(times.total()).isEqualTo(Duration.ofNanos(nanos));
    assertThat(times.median()).isEqualTo(Duration.ofNanos(nanos));
  }

  @Test
  void percentilesAreAtMostAnEighthAboveTheTruth() {
    Random random = new Random(1);
    long[] nanos = random.longs(10_000, 10_000, 10_000_000_000L).sorted().toArray();
    TimeHistogram one = new TimeHistogram();
    TimeHistogram other = new TimeHistogram();
    for (int i = 0; i < nanos.length; i++) {
      (i % 3 == 0 ? one : other).addAlone(nanos[i]);
    }

    Times times = TimeHistogram.together(List.of(one, other));

    assertNear(times.median(), nanos[4_999]);
    assertNear(times.p99(), nanos[9_899]);
    assertThat(times.longest()).isEqualTo(Duration.ofNanos(nanos[9_999]));
  }

  @Test
  void durationsBeyondAllMeasureAndBackwardClocksDoNoHarm() {
    TimeHistogram histogram = new TimeHistogram();
    histogram.add(Long.MAX_VALUE);
    histogram.add(-1);

    Times times = TimeHistogram.together(List.of(histogram));

    assertThat(times.count()).isEqualTo(2);
    assertThat(times.longest()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  @Test
  void writersLoseNothingOfEachOther() throws Exception {
    TimeHistogram histogram = new TimeHistogram();
    Callable<Void> adding =
        () -> {
          for (int i = 1; i <= 50_000; i++) {
            histogram.add(i);
          }
          return null;
        };
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var each : threads.invokeAll(List.of(adding, adding))) {
        each.get();
      }
    }
    Times times = TimeHistogram.together(List.of(histogram));
    assertThat(times.count()).isEqualTo(100_000);
    assertThat(times.total()).isEqualTo(Duration.ofNanos(50_000L * 50_001));
    assertThat(times.longest()).isEqualTo(Duration.ofNanos(50_000));
  }

  private static void assertNear(Duration measured, long truth) {
    assertThat(measured.toNanos()).isBetween(truth, truth + truth / 8 + 1024);
  }
}
