package dev.fjord.executor.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs on the class path. */
class HybridProviderClassPathTest {
  @Test
  void isInNoModule() {
    assertThat(HybridExecutorProvider.class.getModule().isNamed()).isFalse();
  }
}
