package dev.fjord.adapter.mutiny;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs on the class path. */
class MutinyDiscoveryClassPathTest {
  @Test
  void isInNoModule() {
    assertThat(UniAdapter.class.getModule().isNamed()).isFalse();
  }
}
