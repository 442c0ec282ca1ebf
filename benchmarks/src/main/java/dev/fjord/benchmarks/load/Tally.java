package dev.fjord.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Counts operations and their latencies. Thread-safe. */
final class Tally {
  private final Recorder latencies = new Recorder(Duration.ofMinutes(10).toNanos(), 3);
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

  void ended(long latencyNanos, Completion.Correctness correctness) {
    latencies.recordValue(Math.clamp(latencyNanos, 1, Duration.ofMinutes(10).toNanos()));
    if (correctness == Completion.Correctness.WRONG) {
      wrong.incrementAndGet();
    }
  }

  void failed(Throwable failure) {
    failed.incrementAndGet();
    firstFailure.compareAndSet(null, failure);
  }

  /** What was recorded since it was asked last. */
  Histogram sinceLast() {
    return latencies.getIntervalHistogram();
  }

  long failures() {
    return failed.get();
  }

  long wrongReplies() {
    return wrong.get();
  }

  @Nullable Throwable firstFailure() {
    return firstFailure.get();
  }
}
