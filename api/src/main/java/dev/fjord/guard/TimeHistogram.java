package dev.fjord.guard;

import dev.fjord.porting.Times;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in buckets that are each an eighth of their power of two wide, from a
 * microsecond to an hour: 2 KB, whatever is counted. Thread-safe; a histogram has either one
 * writer, which calls {@link #addAlone}, or many, which call {@link #add}.
 */
final class TimeHistogram {
  /** A unit is 1,024 ns. */
  private static final int UNIT_SHIFT = 10;

  private static final int SUB_BITS = 3;
  private static final int SUBS = 1 << SUB_BITS;
  private static final int LAST_POWER = 32;
  private static final int BUCKETS = (LAST_POWER - SUB_BITS + 2) * SUBS;

  private static final int TOTAL = 0;
  private static final int MOST = 1;
  private static final int FIRST_BUCKET = 2;

  private final AtomicLongArray cells = new AtomicLongArray(FIRST_BUCKET + BUCKETS);

  /** Adds a duration in a histogram that only this thread writes. */
  void addAlone(long nanos) {
    cells.setOpaque(TOTAL, cells.getPlain(TOTAL) + nanos);
    if (nanos > cells.getPlain(MOST)) {
      cells.setOpaque(MOST, nanos);
    }
    int cell = FIRST_BUCKET + bucket(nanos);
    cells.setOpaque(cell, cells.getPlain(cell) + 1);
  }

  /** Adds a duration in a histogram that several threads write. */
  void add(long nanos) {
    cells.getAndAdd(TOTAL, nanos);
    if (nanos > cells.get(MOST)) {
      cells.accumulateAndGet(MOST, nanos, Math::max);
    }
    cells.getAndAdd(FIRST_BUCKET + bucket(nanos), 1);
  }

  /** What several of them hold together. */
  static Times together(Iterable<TimeHistogram> histograms) {
    long[] counts = new long[BUCKETS];
    long count = 0;
    long total = 0;
    long most = 0;
    for (TimeHistogram histogram : histograms) {
      total += histogram.cells.getOpaque(TOTAL);
      most = Math.max(most, histogram.cells.getOpaque(MOST));
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        long here = histogram.cells.getOpaque(FIRST_BUCKET + bucket);
        counts[bucket] += here;
        count += here;
      }
    }
    return new Times(
        count,
        Duration.ofNanos(total),
        at(counts, count, 50, most),
        at(counts, count, 99, most),
        Duration.ofNanos(most));
  }

  /** The upper end of the bucket that this share of the durations does not exceed. */
  private static Duration at(long[] counts, long count, int percent, long most) {
    long wanted = Math.ceilDiv(count * percent, 100L);
    long seen = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted && seen > 0) {
        return Duration.ofNanos(Math.min(most, upperEnd(bucket)));
      }
    }
    return Duration.ZERO;
  }

  private static int bucket(long nanos) {
    long units = Math.max(0, nanos) >>> UNIT_SHIFT;
    if (units < SUBS) {
      return (int) units;
    }
    int power = Math.min(LAST_POWER, Long.SIZE - 1 - Long.numberOfLeadingZeros(units));
    long sub = Math.min(2 * SUBS - 1, units >>> (power - SUB_BITS)) - SUBS;
    return (power - SUB_BITS + 1) * SUBS + (int) sub;
  }

  private static long upperEnd(int bucket) {
    if (bucket < SUBS) {
      return (bucket + 1L) << UNIT_SHIFT;
    }
    int shift = bucket / SUBS - 1;
    return (SUBS + bucket % SUBS + 1L) << (shift + UNIT_SHIFT);
  }
}
