package dev.fjord.cli.demo;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is to arrive, and what has, each once. Thread-safe. */
final class Arrivals {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private final AtomicInteger repeated = new AtomicInteger();
  private final CountDownLatch all;
  private final int expected;

  Arrivals(Set<String> expected) {
    this.missing.addAll(expected);
    this.expected = expected.size();
    this.all = new CountDownLatch(expected.size());
  }

  /** Counts one; does not block. */
  void arrived(String what) {
    if (missing.remove(what)) {
      all.countDown();
    } else {
      repeated.incrementAndGet();
    }
  }

  /** Waits until all have arrived, or it is clear that they will not. Blocks. */
  Check check(String name) throws InterruptedException {
    boolean ignored = all.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    int unexpected = repeated.get();
    return new Check(
        name + (unexpected == 0 ? "" : ", and " + unexpected + " that were not expected"),
        expected,
        expected - missing.size(),
        unexpected == 0 && missing.isEmpty());
  }
}
