package dev.fjord.adapter.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.spi.ProviderLookup;
import org.junit.jupiter.api.Test;

class ReactorDiscoveryBothPathsTest {
  @Test
  void isFoundByTheNameOfItsType() {
    assertThat(ProviderLookup.returnAdapters().find("reactor.core.publisher.Mono"))
        .isInstanceOf(MonoAdapter.class);
  }
}
