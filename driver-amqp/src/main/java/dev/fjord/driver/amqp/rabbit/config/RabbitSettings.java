package dev.fjord.driver.amqp.rabbit.config;

import dev.fjord.ConfigurationException;
import dev.fjord.FjordConfig;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.net.TlsSettings;

/**
 * Everything the driver was configured with, checked.
 *
 * @param topology queues and exchanges
 * @param link connections
 * @param tls TLS
 * @param messaging messages
 * @param naming queue names
 */
public record RabbitSettings(
    TopologySettings topology,
    LinkSettings link,
    TlsSettings tls,
    MessagingSettings messaging,
    NamingSettings naming) {
  private static final String TLS_SCHEME = "rabbits";

  /**
   * Reads the configuration, with the URL's query over it.
   *
   * @throws ConfigurationException if an option is unknown, has a value that cannot be used, or
   *     contradicts another
   */
  public static RabbitSettings of(FjordConfig config, TransportUrl url) {
    FjordConfig overlaid = RabbitOptions.group().overlaid(config, url);
    RabbitSettings settings =
        new RabbitSettings(
            TopologySettings.of(overlaid),
            LinkSettings.of(overlaid),
            tls(overlaid, url.scheme()),
            MessagingSettings.of(overlaid),
            NamingSettings.of(overlaid));
    settings.check();
    return settings;
  }

  private static TlsSettings tls(FjordConfig config, String scheme) {
    return new TlsSettings(
        scheme.equals(TLS_SCHEME) || config.get(RabbitOptions.SSL),
        config.get(RabbitOptions.SSL_VERSION),
        config.get(RabbitOptions.SSL_KEY),
        "",
        config.get(RabbitOptions.SSL_CERT),
        config.get(RabbitOptions.SSL_CA),
        config.get(RabbitOptions.SSL_HOST_NAME));
  }

  private void check() {
    refuseIf(
        topology.mirrored() && (topology.quorum() || topology.transientQuorum()),
        "rabbit_ha_queues and quorum queues exclude each other: a quorum queue is replicated"
            + " already. Unset rabbit_ha_queues.");
    refuseIf(
        topology.streamFanout() && messaging.prefetch() == 0,
        "rabbit_stream_fanout needs rabbit_qos_prefetch_count > 0: a stream is not read without a"
            + " limit.");
    refuseIf(
        topology.streamFanout() && !topology.transientQuorum(),
        "rabbit_stream_fanout needs rabbit_transient_quorum_queue = true.");
    refuseIf(
        tls.keyFile().isEmpty() != tls.certFile().isEmpty(),
        "ssl_key_file and ssl_cert_file are only of use together; one of them is not set.");
    refuseIf(messaging.prefetch() > 65_535, "rabbit_qos_prefetch_count can be at most 65535.");
    refuseIf(
        link.heartbeat().toSeconds() > 65_535,
        "heartbeat_timeout_threshold can be at most 65535 s.");
    refuseIf(
        link.backoff().ceiling().toMillis() < 1,
        "rabbit_interval_max must be more than 0: attempts without a pause are a storm.");
  }

  private static void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw new ConfigurationException("[" + RabbitOptions.GROUP + "] " + message);
    }
  }
}
