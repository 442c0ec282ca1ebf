package dev.fjord.executor.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.ProviderException;
import dev.fjord.spi.ProviderLookup;
import org.junit.jupiter.api.Test;

class HybridProviderBothPathsTest {
  @Test
  void isFoundByItsName() {
    assertThat(ProviderLookup.executors().find("hybrid"))
        .isInstanceOf(HybridExecutorProvider.class);
  }

  @Test
  void anUnknownNameIsToldWhatThereIsAndWhatToAdd() {
    assertThatThrownBy(() -> ProviderLookup.executors().find("threads"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("threads")
        .hasMessageContaining("hybrid")
        .hasMessageContaining("dev.fjord:fjord-executor-threads");
  }
}
