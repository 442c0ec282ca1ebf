package dev.fjord.adapter.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs on the module path. */
class ReactorDiscoveryModuleTest {
  @Test
  void isInItsModule() {
    assertThat(MonoAdapter.class.getModule().getName()).isEqualTo("dev.fjord.adapter.reactor");
  }
}
