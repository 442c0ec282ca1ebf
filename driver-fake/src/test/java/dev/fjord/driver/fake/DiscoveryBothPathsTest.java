package dev.fjord.driver.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.ConfigurationException;
import dev.fjord.spi.BlockingDriverAdapter;
import dev.fjord.spi.ProviderLookup;
import dev.fjord.transport.Transport;
import org.junit.jupiter.api.Test;

/** The driver is found by its scheme, on the module path and on the class path. */
class DiscoveryBothPathsTest {
  @Test
  void theSchemeFindsTheProvider() {
    assertThat(ProviderLookup.drivers().find("fake")).isInstanceOf(FakeDriverProvider.class);
  }

  @Test
  void aUrlOpensABrokerOfItsOwn() {
    try (Transport transport = Transport.open("fake://")) {
      assertThat(transport.driver()).isInstanceOf(FakeDriver.class);
    }
  }

  @Test
  void theModeIsChosenInTheUrl() {
    try (Transport transport = Transport.open("fake://?mode=blocking&reply_delay=0.25")) {
      assertThat(transport.driver()).isInstanceOf(BlockingDriverAdapter.class);
    }
  }

  @Test
  void anUnknownOptionNamesTheNearest() {
    assertThatThrownBy(() -> Transport.open("fake://?reply_dely=1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'reply_dely'")
        .hasMessageContaining("'reply_delay'")
        .hasMessageContaining("mode, reply_delay");
  }

  @Test
  void anOptionThatCannotBeUsedSaysWhatItMustBe() {
    assertThatThrownBy(() -> Transport.open("fake://?mode=fast"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("direct, blocking");
    assertThatThrownBy(() -> Transport.open("fake://?reply_delay=-1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("seconds");
  }
}
