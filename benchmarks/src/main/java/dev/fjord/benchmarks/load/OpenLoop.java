package dev.fjord.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins operations at a fixed rate. A latency counts from the moment at which its operation was to
 * begin, so that a stall shows in all that it held up.
 */
final class OpenLoop implements Load {
  private static final int MOST_UNDER_WAY = 16_384;

  private final Subject subject;
  private final Tally tally;
  private final long interval;
  private final Payload[] payloads;
  private final Semaphore free = new Semaphore(MOST_UNDER_WAY);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean ending;

  OpenLoop(Subject subject, Tally tally, int rate, int size) {
    this.subject = subject;
    this.tally = tally;
    this.interval = TimeUnit.SECONDS.toNanos(1) / rate;
    this.payloads = Payload.many(1_024, size);
  }

  @Override
  public void begin() {
    Thread.ofPlatform().name("caller-open").daemon().start(this::run);
  }

  @Override
  public int end(Duration limit) throws InterruptedException {
    ending = true;
    if (!ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      return MOST_UNDER_WAY;
    }
    var unused = free.tryAcquire(MOST_UNDER_WAY, limit.toNanos(), TimeUnit.NANOSECONDS);
    return unused ? 0 : MOST_UNDER_WAY - free.availablePermits();
  }

  private void run() {
    long intended = System.nanoTime();
    for (int count = 0; !ending; count++) {
      intended += interval;
      for (long early = intended - System.nanoTime();
          early > 0;
          early = intended - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      free.acquireUninterruptibly();
      Operation operation = new Operation(intended);
      try {
        subject.start(payloads[count % payloads.length], operation);
      } catch (Exception e) {
        operation.fail(e);
      }
    }
    ended.countDown();
  }

  /** One operation, with the moment at which it was to begin. */
  private final class Operation implements Completion {
    private final long intended;

    Operation(long intended) {
      this.intended = intended;
    }

    @Override
    public void end(Correctness correctness) {
      tally.ended(System.nanoTime() - intended, correctness);
      free.release();
    }

    @Override
    public void fail(Throwable failure) {
      tally.failed(failure);
      free.release();
    }
  }
}
