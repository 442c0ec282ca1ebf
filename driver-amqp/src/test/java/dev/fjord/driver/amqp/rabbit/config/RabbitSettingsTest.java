package dev.fjord.driver.amqp.rabbit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.ConfigOption;
import dev.fjord.ConfigurationException;
import dev.fjord.FjordConfig;
import dev.fjord.TransportUrl;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RabbitSettingsTest {
  @Test
  void everyDefaultCanBeUsed() {
    RabbitSettings settings = of("rabbit://");
    assertThat(settings.link().heartbeat()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.topology().transientTtl()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.messaging().mandatoryRequests()).isTrue();
    assertThat(settings.tls().enabled()).isFalse();
    assertThat(settings.tls().verifiesHostName()).isTrue();
  }

  @Test
  void theQueryWinsOverTheConfiguration() {
    FjordConfig config =
        FjordConfig.builder()
            .set("oslo_messaging_rabbit.heartbeat_timeout_threshold", "30")
            .set("oslo_messaging_rabbit.rabbit_qos_prefetch_count", "5")
            .build();
    RabbitSettings settings =
        RabbitSettings.of(config, TransportUrl.parse("rabbit://h/?heartbeat_timeout_threshold=10"));
    assertThat(settings.link().heartbeat()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.messaging().prefetch()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "kombu_reconnect_timeout,7",
    "kombu_missing_consumer_retry_timeout,7",
  })
  void oldNamesAreUnderstood(String name, String value) {
    assertThat(of("rabbit://h/?" + name + "=" + value).messaging().replyRetry())
        .isEqualTo(Duration.ofSeconds(7));
    FjordConfig config = FjordConfig.builder().set("oslo_messaging_rabbit." + name, value).build();
    assertThat(RabbitSettings.of(config, TransportUrl.parse("rabbit://")).messaging().replyRetry())
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void anOldNameIsUnderstoodWithoutItsGroup() {
    FjordConfig config =
        FjordConfig.builder()
            .set("amqp_auto_delete", "true")
            .set("oslo_messaging_rabbit.rabbit_use_ssl", "true")
            .build();
    RabbitSettings settings = RabbitSettings.of(config, TransportUrl.parse("rabbit://"));
    assertThat(settings.topology().autoDelete()).isTrue();
    assertThat(settings.tls().enabled()).isTrue();
  }

  @Test
  void aNewNameWinsOverItsOldOne() {
    FjordConfig config =
        FjordConfig.builder()
            .set("oslo_messaging_rabbit.kombu_reconnect_timeout", "7")
            .set("oslo_messaging_rabbit.kombu_missing_consumer_retry_timeout", "9")
            .build();
    assertThat(RabbitSettings.of(config, TransportUrl.parse("rabbit://")).messaging().replyRetry())
        .isEqualTo(Duration.ofSeconds(9));
  }

  @ParameterizedTest
  @CsvSource({
    "rabbit_quorum_queues,rabbit_quorum_queue",
    "heartbeat_timeout_treshold,heartbeat_timeout_threshold",
    "ssl_cafile,ssl_ca_file",
    "HEARTBEAT_RATE,heartbeat_rate",
  })
  void anUnknownOptionIsRefusedWithTheNearest(String wrong, String right) {
    assertThatThrownBy(() -> of("rabbit://user:secret@h/?" + wrong + "=1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(wrong)
        .hasMessageContaining("Did you mean " + right)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rabbit_ha_queues=true&rabbit_quorum_queue=true",
        "rabbit_ha_queues=true&rabbit_transient_quorum_queue=true",
        "amqp_auto_delete=true&rabbit_quorum_queue=true",
        "rabbit_login_method=EXTERNAL",
        "rabbit_stream_fanout=true",
        "rabbit_stream_fanout=true&rabbit_transient_quorum_queue=true",
        "rabbit_stream_fanout=true&rabbit_qos_prefetch_count=5",
        "ssl_cert_file=/c.pem",
        "ssl_key_file=/k.pem",
        "rabbit_qos_prefetch_count=70000",
        "rabbit_interval_max=0",
        "heartbeat_timeout_threshold=100000",
        "heartbeat_timeout_threshold=-1",
        "kombu_compression=zip",
        "rabbit_login_method=GUESS",
        "ssl=perhaps",
      })
  void whatCannotWorkIsRefused(String options) {
    assertThatThrownBy(() -> of("rabbit://h/?" + options))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("oslo_messaging_rabbit");
  }

  @Test
  void theOtherSchemeMeansTls() {
    assertThat(of("rabbits://h/").tls().enabled()).isTrue();
    assertThat(of("rabbit://h/?ssl=true").tls().enabled()).isTrue();
  }

  @Test
  void everyOptionSaysWhatItMeansAndHasAUsableDefault() {
    for (ConfigOption<?> option : RabbitOptions.all()) {
      assertThat(option.group()).isEqualTo(RabbitOptions.GROUP);
      assertThat(option.meaning()).endsWith(".");
      assertThat(option.parse(option.defaultText())).isNotNull();
    }
  }

  @Test
  void optionsWithoutEffectAreAcceptedInUrls() {
    for (ConfigOption<?> option : RabbitOptions.withoutEffect()) {
      of("rabbit://h/?" + option.name() + "=1");
    }
  }

  private static RabbitSettings of(String url) {
    return RabbitSettings.of(FjordConfig.defaults(), TransportUrl.parse(url));
  }
}
