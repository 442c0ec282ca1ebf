package dev.fjord.executor.async;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs on the module path. */
class AsyncProviderModuleTest {
  @Test
  void isInItsModule() {
    assertThat(AsyncExecutorProvider.class.getModule().getName())
        .isEqualTo("dev.fjord.executor.async");
  }
}
