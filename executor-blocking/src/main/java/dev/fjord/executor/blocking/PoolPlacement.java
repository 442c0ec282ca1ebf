package dev.fjord.executor.blocking;

import dev.fjord.spi.AcceptedInvocation;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.Placement;
import dev.fjord.spi.ServerThreads;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A worker of a bounded pool for every method. Thread-safe. */
final class PoolPlacement implements Placement {
  private final ServerThreads threads;
  private final ThreadPoolExecutor workers;

  PoolPlacement(ExecutorSettings settings, int slots) {
    this.threads = new ServerThreads("worker", settings);
    // There are as many workers as slots. A task waits only for a worker that has freed its slot
    // and is about to return, so there are never more waiting than slots.
    this.workers =
        new ThreadPoolExecutor(
            slots, slots, 0, TimeUnit.NANOSECONDS, new ArrayBlockingQueue<>(slots), threads);
  }

  @Override
  public void place(AcceptedInvocation invocation) {
    workers.execute(invocation::runOnWorker);
  }

  @Override
  public void shutdown() {
    workers.shutdown();
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    return threads.await(timeout);
  }
}
