package dev.fjord.driver.amqp.proton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.ConfigurationException;
import dev.fjord.FjordConfig;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.proton.config.MessagingSettings.Kind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtonSettingsTest {
  @Test
  void whatIsNotSetHasItsDefault() {
    ProtonSettings settings = settings("amqp://h/");
    assertThat(settings.tls().enabled()).isFalse();
    assertThat(settings.tls().verifiesHostName()).isTrue();
    assertThat(settings.sasl().mechanisms()).isEmpty();
    assertThat(settings.link().idleTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.messaging().preSettled()).isEqualTo(Set.of(Kind.RPC_CAST, Kind.RPC_REPLY));
    assertThat(settings.messaging().credits())
        .isEqualTo(new MessagingSettings.Credits(200, 100, 100));
    assertThat(settings.addresses().mode()).isEqualTo(AddressSettings.Mode.DYNAMIC);
  }

  @Test
  void theQueryOverridesTheGroup() {
    FjordConfig config =
        FjordConfig.defaults()
            .with(ProtonOptions.RPC_CREDIT, "7")
            .with(ProtonOptions.NOTIFY_CREDIT, "8");
    ProtonSettings settings =
        ProtonSettings.of(config, TransportUrl.parse("amqp://h/?rpc_server_credit=9"));
    assertThat(settings.messaging().credits().rpc()).isEqualTo(9);
    assertThat(settings.messaging().credits().notification()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"amqps://h/", "amqp://h/?ssl=true", "amqp://h/?ssl_ca_file=/nowhere/ca.pem"})
  void tlsIsTurnedOnBySchemeOptionOrAuthority(String url) {
    assertThat(settings(url).tls().enabled()).isTrue();
  }

  @Test
  void mechanismsAreWordsInAnyCase() {
    assertThat(settings("amqp://h/?sasl_mechanisms=external%20plain").sasl().mechanisms())
        .containsExactly("EXTERNAL", "PLAIN");
  }

  @Test
  void aVirtualHostIsAHostNameWhereItIsNoPartOfAddresses() {
    assertThat(settings("amqp://h/v").hostName()).isEmpty();
    assertThat(settings("amqp://h/v?pseudo_vhost=false").hostName()).contains("v");
    assertThat(settings("amqp://h/v?ssl_verify_vhost=true").tlsName()).contains("v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rpc_server_credt=1",
        "pre_settled=rpc-call,rpc-casts",
        "sasl_mechanisms=GSSAPI",
        "ssl_cert_file=/a",
        "ssl_key_file=/a",
        "ssl_verify_vhost=true",
        "addressing_mode=dotted",
        "connection_retry_interval_max=0",
        "link_retry_delay=0",
        "idle_timeout=0.01",
        "max_frame_size=511",
        "rpc_server_credit=0"
      })
  void whatCannotBeUsedIsRefusedByName(String option) {
    assertThatThrownBy(() -> settings("amqp://h/?" + option))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(option.substring(0, option.indexOf('=')));
  }

  private static ProtonSettings settings(String url) {
    return ProtonSettings.of(FjordConfig.defaults(), TransportUrl.parse(url));
  }
}
