package dev.fjord.guard;

import dev.fjord.porting.Times;
import dev.fjord.porting.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** One method on all workers. Thread-safe; workers rarely meet in one of its histograms. */
final class WorkerTimes {
  private static final int MOST_SHARDS = 8;

  private final List<TimeHistogram> shards;
  private final LongAdder waits = new LongAdder();
  private final LongAdder waited = new LongAdder();
  private volatile boolean wasVirtual;
  private volatile boolean wasPlatform;

  WorkerTimes() {
    int wanted = Math.min(MOST_SHARDS, Runtime.getRuntime().availableProcessors());
    int count = Integer.highestOneBit(2 * wanted - 1);
    shards = Stream.generate(TimeHistogram::new).limit(count).toList();
  }

  void add(long nanos) {
    Thread thread = Thread.currentThread();
    if (thread.isVirtual()) {
      if (!wasVirtual) {
        wasVirtual = true;
      }
    } else if (!wasPlatform) {
      wasPlatform = true;
    }
    shards.get((int) thread.threadId() & (shards.size() - 1)).add(nanos);
  }

  void addWait(long nanos) {
    waits.increment();
    waited.add(nanos);
  }

  boolean hasRunVirtually() {
    return wasVirtual;
  }

  boolean hasRunOnPool() {
    return wasPlatform;
  }

  Times times() {
    return TimeHistogram.together(shards);
  }

  Waits waits() {
    return new Waits(waits.sum(), Duration.ofNanos(waited.sum()));
  }
}
