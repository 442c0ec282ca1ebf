package dev.fjord.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Threads that each carry out one operation after the other and wait for it. */
final class WaitingCallers implements Load {
  private final Subject subject;
  private final Tally tally;
  private final Payload[] payloads;
  private final ThreadFactory threads;
  private final CountDownLatch running;
  private volatile boolean ending;

  WaitingCallers(Subject subject, Tally tally, Payload[] payloads, ThreadFactory threads) {
    this.subject = subject;
    this.tally = tally;
    this.payloads = payloads;
    this.threads = threads;
    this.running = new CountDownLatch(payloads.length);
  }

  @Override
  public void begin() {
    for (Payload payload : payloads) {
      threads.newThread(() -> callAgainAndAgain(payload)).start();
    }
  }

  @Override
  public int end(Duration limit) throws InterruptedException {
    ending = true;
    var unused = running.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    return (int) running.getCount();
  }

  private void callAgainAndAgain(Payload payload) {
    while (!ending) {
      long begin = System.nanoTime();
      try {
        boolean right = subject.call(payload);
        tally.ended(
            System.nanoTime() - begin,
            right ? Completion.Correctness.RIGHT : Completion.Correctness.WRONG);
      } catch (Exception e) {
        tally.failed(e);
      }
    }
    running.countDown();
  }
}
