package dev.fjord.executor.blocking;

import dev.fjord.spi.ExecutorProvider;
import dev.fjord.tck.ExecutorContract;

/** The contract, on a wire that never blocks. */
class BlockingExecutorTest extends ExecutorContract {
  @Override
  protected ExecutorProvider provider() {
    return new BlockingExecutorProvider();
  }

  @Override
  public boolean hasLoops() {
    return false;
  }
}
