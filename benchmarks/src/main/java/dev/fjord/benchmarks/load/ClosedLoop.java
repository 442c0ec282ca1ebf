package dev.fjord.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a number of operations in flight: the thread that ends one begins the next, as a chain of
 * callbacks does.
 */
final class ClosedLoop implements Load {
  private final Subject subject;
  private final Tally tally;
  private final Payload[] payloads;
  private final CountDownLatch running;
  private volatile boolean ending;

  ClosedLoop(Subject subject, Tally tally, Payload[] payloads) {
    this.subject = subject;
    this.tally = tally;
    this.payloads = payloads;
    this.running = new CountDownLatch(payloads.length);
  }

  @Override
  public void begin() {
    for (Payload payload : payloads) {
      new Slot(payload).run();
    }
  }

  @Override
  public int end(Duration limit) throws InterruptedException {
    ending = true;
    var unused = running.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    return (int) running.getCount();
  }

  /** One operation after the other. */
  private final class Slot implements Completion {
    private static final int STARTING = 0;
    private static final int PENDING = 1;
    private static final int ENDED = 2;

    private final Payload payload;
    private final AtomicInteger state = new AtomicInteger();
    private long begin;

    Slot(Payload payload) {
      this.payload = payload;
    }

    /** A loop, not a recursion, for operations that end before their start returns. */
    void run() {
      do {
        if (ending) {
          running.countDown();
          return;
        }
        state.set(STARTING);
        begin = System.nanoTime();
        try {
          subject.start(payload, this);
        } catch (Exception e) {
          fail(e);
        }
        // A race with end(): whoever comes second goes on.
      } while (!state.compareAndSet(STARTING, PENDING));
    }

    @Override
    public void end(Correctness correctness) {
      tally.ended(System.nanoTime() - begin, correctness);
      goOn();
    }

    @Override
    public void fail(Throwable failure) {
      tally.failed(failure);
      goOn();
    }

    private void goOn() {
      if (!state.compareAndSet(STARTING, ENDED)) {
        run();
      }
    }
  }
}
