package dev.fjord.executor.blocking;

import dev.fjord.tck.MessageSource;
import dev.fjord.tck.ScriptedBlockingDriver;

/** The contract, on a wire whose acknowledgements and replies block. */
class BlockingExecutorOverBlockingWireTest extends BlockingExecutorTest {
  @Override
  protected MessageSource source(String name) {
    return new ScriptedBlockingDriver(name);
  }
}
