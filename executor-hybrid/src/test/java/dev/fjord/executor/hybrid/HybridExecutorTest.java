package dev.fjord.executor.hybrid;

import dev.fjord.spi.ExecutorProvider;
import dev.fjord.tck.ExecutorContract;

/** The contract, on a wire that never blocks. */
class HybridExecutorTest extends ExecutorContract {
  @Override
  protected ExecutorProvider provider() {
    return new HybridExecutorProvider();
  }
}
