package dev.fjord.adapter.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs on the class path. */
class ReactorDiscoveryClassPathTest {
  @Test
  void isInNoModule() {
    assertThat(MonoAdapter.class.getModule().isNamed()).isFalse();
  }
}
