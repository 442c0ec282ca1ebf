package dev.fjord.executor.async;

import dev.fjord.tck.MessageSource;
import dev.fjord.tck.ScriptedBlockingDriver;

/** The contract, on a wire whose acknowledgements and replies block. */
class AsyncExecutorOverBlockingWireTest extends AsyncExecutorTest {
  @Override
  protected MessageSource source(String name) {
    return new ScriptedBlockingDriver(name);
  }
}
