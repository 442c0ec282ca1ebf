package dev.fjord.executor.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.ProviderException;
import dev.fjord.spi.ProviderLookup;
import org.junit.jupiter.api.Test;

class BlockingProviderBothPathsTest {
  @Test
  void isFoundByItsName() {
    assertThat(ProviderLookup.executors().find("blocking"))
        .isInstanceOf(BlockingExecutorProvider.class);
  }

  @Test
  void anUnknownNameIsToldWhatThereIsAndWhatToAdd() {
    assertThatThrownBy(() -> ProviderLookup.executors().find("threads"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("threads")
        .hasMessageContaining("blocking")
        .hasMessageContaining("dev.fjord:fjord-executor-threads");
  }
}
