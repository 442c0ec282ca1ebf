package dev.fjord.executor.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs on the class path. */
class BlockingProviderClassPathTest {
  @Test
  void isInNoModule() {
    assertThat(BlockingExecutorProvider.class.getModule().isNamed()).isFalse();
  }
}
