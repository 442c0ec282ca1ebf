package dev.fjord.executor.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.ProviderException;
import dev.fjord.spi.ProviderLookup;
import org.junit.jupiter.api.Test;

class AsyncProviderBothPathsTest {
  @Test
  void isFoundByItsName() {
    assertThat(ProviderLookup.executors().find("async")).isInstanceOf(AsyncExecutorProvider.class);
  }

  @Test
  void anUnknownNameIsToldWhatThereIsAndWhatToAdd() {
    assertThatThrownBy(() -> ProviderLookup.executors().find("threads"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("threads")
        .hasMessageContaining("async")
        .hasMessageContaining("dev.fjord:fjord-executor-threads");
  }
}
