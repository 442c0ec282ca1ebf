package dev.fjord.adapter.mutiny;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs on the module path. */
class MutinyDiscoveryModuleTest {
  @Test
  void isInItsModule() {
    assertThat(UniAdapter.class.getModule().getName()).isEqualTo("dev.fjord.adapter.mutiny");
  }
}
