package dev.fjord.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Measures the bytes that an operation allocates, and nothing that depends on time. */
public final class Allocation {
  private static final int IN_FLIGHT = 16;
  private static final int WARM_UP = 40_000;
  private static final int WINDOW = 10_000;
  private static final int MOST_WINDOWS = 6;
  private static final double STEADY = 0.01;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Allocation() {}

  /** The least of some windows: what the compiler does meanwhile only ever adds. */
  public static double bytesPerOp(Subject subject) {
    Tally tally = new Tally();
    ClosedLoop loop = new ClosedLoop(subject, tally, Payload.many(IN_FLIGHT, 100));
    loop.begin();
    try {
      double least = Double.MAX_VALUE;
      awaitOperations(tally, WARM_UP);
      for (int i = 0; i < MOST_WINDOWS; i++) {
        long before = Usage.allocated();
        long operations = awaitOperations(tally, WINDOW);
        double bytes = (double) (Usage.allocated() - before) / operations;
        if (Math.abs(bytes - least) < STEADY * least) {
          return Math.min(bytes, least);
        }
        least = Math.min(bytes, least);
      }
      return least;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } finally {
      end(loop);
    }
  }

  private static long awaitOperations(Tally tally, int operations) throws InterruptedException {
    long begin = System.nanoTime();
    long done = 0;
    while (done < operations) {
      var unused = new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
      done += tally.sinceLast().getTotalCount();
      if (tally.failures() > 0 || System.nanoTime() - begin > LIMIT.toNanos()) {
        throw new IllegalStateException(
            "After " + LIMIT + ": " + done + " operations, " + tally.failures() + " failures",
            tally.firstFailure());
      }
    }
    return done;
  }

  private static void end(ClosedLoop loop) {
    try {
      var unused = loop.end(LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
