package dev.fjord.benchmarks.jmh;

import java.util.concurrent.Semaphore;

/** How many operations may be under way at a time; the thread of the benchmark waits for room. */
final class Window {
  private final int size;
  private final Semaphore free;

  Window(int size) {
    this.size = size;
    this.free = new Semaphore(size);
  }

  /** Waits until one more may begin. */
  void enter() {
    free.acquireUninterruptibly();
  }

  /** One has ended. */
  void leave() {
    free.release();
  }

  /** Waits until all have ended. */
  void awaitEmpty() {
    free.acquireUninterruptibly(size);
    free.release(size);
  }
}
