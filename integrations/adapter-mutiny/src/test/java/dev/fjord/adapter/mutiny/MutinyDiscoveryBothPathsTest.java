package dev.fjord.adapter.mutiny;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.spi.ProviderLookup;
import org.junit.jupiter.api.Test;

class MutinyDiscoveryBothPathsTest {
  @Test
  void isFoundByTheNameOfItsType() {
    assertThat(ProviderLookup.returnAdapters().find("io.smallrye.mutiny.Uni"))
        .isInstanceOf(UniAdapter.class);
  }
}
