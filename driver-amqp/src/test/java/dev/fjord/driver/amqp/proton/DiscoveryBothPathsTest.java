package dev.fjord.driver.amqp.proton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.spi.ProviderLookup;
import dev.fjord.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver is found by its schemes, on the module path and on the class path. */
class DiscoveryBothPathsTest {
  @ParameterizedTest
  @ValueSource(strings = {"amqp", "amqps"})
  void everySchemeFindsTheProvider(String scheme) {
    assertThat(ProviderLookup.drivers().find(scheme)).isInstanceOf(ProtonDriverProvider.class);
  }

  @Test
  void openingReachesForNoBroker() {
    try (Transport transport = Transport.open("amqp://nowhere.invalid/")) {
      assertThat(transport.driver()).isInstanceOf(ProtonDriver.class);
    }
  }
}
