package dev.fjord.executor.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs on the module path. */
class BlockingProviderModuleTest {
  @Test
  void isInItsModule() {
    assertThat(BlockingExecutorProvider.class.getModule().getName())
        .isEqualTo("dev.fjord.executor.blocking");
  }
}
