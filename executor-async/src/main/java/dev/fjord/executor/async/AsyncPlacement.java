package dev.fjord.executor.async;

import dev.fjord.spi.AcceptedInvocation;
import dev.fjord.spi.EventLoops;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.Placement;
import java.time.Duration;

/** The next loop for every method. Thread-safe. */
final class AsyncPlacement implements Placement {
  private final EventLoops loops;

  AsyncPlacement(ExecutorSettings settings) {
    this.loops = EventLoops.of(settings);
  }

  @Override
  public void place(AcceptedInvocation invocation) {
    invocation.runOn(loops.next());
  }

  @Override
  public void shutdown() {
    loops.shutdown();
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    return loops.await(timeout);
  }
}
