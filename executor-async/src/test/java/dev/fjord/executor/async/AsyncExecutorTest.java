package dev.fjord.executor.async;

import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.Style;
import dev.fjord.tck.ExecutorContract;
import java.util.EnumSet;
import java.util.Set;

/** The contract, on a wire that never blocks. */
class AsyncExecutorTest extends ExecutorContract {
  @Override
  protected ExecutorProvider provider() {
    return new AsyncExecutorProvider();
  }

  @Override
  public Set<Style> styles() {
    return EnumSet.of(Style.ASYNC);
  }
}
