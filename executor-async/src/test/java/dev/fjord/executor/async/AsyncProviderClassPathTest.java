package dev.fjord.executor.async;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs on the class path. */
class AsyncProviderClassPathTest {
  @Test
  void isInNoModule() {
    assertThat(AsyncExecutorProvider.class.getModule().isNamed()).isFalse();
  }
}
