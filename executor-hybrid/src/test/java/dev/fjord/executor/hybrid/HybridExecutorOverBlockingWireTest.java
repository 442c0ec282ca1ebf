package dev.fjord.executor.hybrid;

import dev.fjord.tck.MessageSource;
import dev.fjord.tck.ScriptedBlockingDriver;

/** The contract, on a wire whose acknowledgements and replies block. */
class HybridExecutorOverBlockingWireTest extends HybridExecutorTest {
  @Override
  protected MessageSource source(String name) {
    return new ScriptedBlockingDriver(name);
  }
}
