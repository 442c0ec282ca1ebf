package dev.fjord.driver.amqp.rabbit.config;

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
   * @throws dev.fjord.ConfigurationException if an option is unknown, has a value that cannot be
   *     used, or contradicts another
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
    new SettingsCheck(settings, overlaid).run();
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
}
