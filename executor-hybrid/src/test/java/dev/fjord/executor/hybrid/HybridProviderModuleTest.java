package dev.fjord.executor.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs on the module path. */
class HybridProviderModuleTest {
  @Test
  void isInItsModule() {
    assertThat(HybridExecutorProvider.class.getModule().getName())
        .isEqualTo("dev.fjord.executor.hybrid");
  }
}
