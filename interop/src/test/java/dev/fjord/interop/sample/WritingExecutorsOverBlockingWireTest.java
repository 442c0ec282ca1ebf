package dev.fjord.interop.sample;

import dev.fjord.tck.MessageSource;
import dev.fjord.tck.ScriptedBlockingDriver;

/** The executor of the guide keeps the contract over a wire that blocks. */
class WritingExecutorsOverBlockingWireTest extends WritingExecutorsTest {
  @Override
  protected MessageSource source(String name) {
    return new ScriptedBlockingDriver(name);
  }
}
