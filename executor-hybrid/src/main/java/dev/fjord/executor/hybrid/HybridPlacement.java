package dev.fjord.executor.hybrid;

import dev.fjord.spi.AcceptedInvocation;
import dev.fjord.spi.EventLoops;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.Placement;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A new virtual thread for each method that may block (X1, X3), the next loop for each that must
 * not. Thread-safe.
 */
final class HybridPlacement implements Placement {
  private final EventLoops loops;
  private final ThreadFactory workers;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  HybridPlacement(ExecutorSettings settings) {
    this.loops = EventLoops.of(settings);
    this.workers =
        Thread.ofVirtual()
            // One name for all: a number would cost each message a text and a shared counter.
            .name("worker-" + settings.serverName())
            .inheritInheritableThreadLocals(false)
            .factory();
  }

  @Override
  public void place(AcceptedInvocation invocation) {
    switch (invocation.style()) {
      case BLOCKING -> startWorker(invocation);
      case ASYNC -> invocation.runOn(loops.next());
    }
  }

  @Override
  public boolean canMoveMethods() {
    return true;
  }

  @Override
  public void shutdown() {
    loops.shutdown();
  }

  /** Virtual threads need no waiting for: the last thing they do is free their slot. */
  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    return loops.await(timeout);
  }

  private void startWorker(AcceptedInvocation invocation) {
    Thread worker = workers.newThread(invocation::runOnWorker);
    // Without inheritance a thread sees the classes of the system only.
    worker.setContextClassLoader(loader);
    worker.start();
  }
}
