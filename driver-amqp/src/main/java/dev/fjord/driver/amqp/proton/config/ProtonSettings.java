package dev.fjord.driver.amqp.proton.config;

import dev.fjord.ConfigOption;
import dev.fjord.ConfigurationException;
import dev.fjord.Escaped;
import dev.fjord.FjordConfig;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.net.TlsSettings;
import java.util.List;
import java.util.Optional;

/**
 * Everything the driver was configured with, checked.
 *
 * @param link connections and links
 * @param tls TLS
 * @param sasl who this client is
 * @param addresses how addresses are spelled
 * @param messaging messages
 * @param hostName the host name that the connection asks for
 * @param tlsName the name that the broker's certificate must have; empty for that of the host
 */
public record ProtonSettings(
    LinkSettings link,
    TlsSettings tls,
    SaslSettings sasl,
    AddressSettings addresses,
    MessagingSettings messaging,
    Optional<String> hostName,
    Optional<String> tlsName) {
  private static final String TLS_SCHEME = "amqps";
  private static final List<String> MECHANISMS = List.of("PLAIN", "ANONYMOUS", "EXTERNAL");

  /**
   * Reads the configuration, with the URL's query over it.
   *
   * @throws ConfigurationException if an option is unknown, has a value that cannot be used, or
   *     contradicts another
   */
  public static ProtonSettings of(FjordConfig config, TransportUrl url) {
    FjordConfig overlaid = ProtonOptions.group().overlaid(config, url);
    ProtonSettings settings =
        new ProtonSettings(
            LinkSettings.of(overlaid),
            tls(overlaid, url.scheme()),
            SaslSettings.of(overlaid),
            AddressSettings.of(overlaid, url),
            MessagingSettings.of(overlaid),
            overlaid.get(ProtonOptions.PSEUDO_VHOST) ? Optional.empty() : url.virtualHost(),
            overlaid.get(ProtonOptions.SSL_VERIFY_VHOST) ? url.virtualHost() : Optional.empty());
    settings.check(overlaid, url);
    return settings;
  }

  static ConfigurationException unusableWord(ConfigOption<?> option, String word) {
    return new ConfigurationException(
        option.key()
            + " names '"
            + Escaped.text(word)
            + "', which is not known: "
            + option.meaning());
  }

  private static TlsSettings tls(FjordConfig config, String scheme) {
    String ca = config.get(ProtonOptions.SSL_CA);
    String cert = config.get(ProtonOptions.SSL_CERT);
    return new TlsSettings(
        scheme.equals(TLS_SCHEME)
            || config.get(ProtonOptions.SSL)
            || !ca.isEmpty()
            || !cert.isEmpty(),
        "",
        config.get(ProtonOptions.SSL_KEY),
        config.get(ProtonOptions.SSL_KEY_PASSWORD),
        cert,
        ca,
        config.get(ProtonOptions.SSL_HOST_NAME));
  }

  private void check(FjordConfig config, TransportUrl url) {
    refuseIf(
        tls.keyFile().isEmpty() != tls.certFile().isEmpty(),
        "ssl_key_file and ssl_cert_file are only of use together; one of them is not set.");
    refuseIf(
        link.backoff().ceiling().toMillis() < 1,
        "connection_retry_interval_max must be more than 0: attempts without a pause are a storm.");
    refuseIf(
        link.linkRetryDelay().toMillis() < 1,
        "link_retry_delay must be more than 0: attempts without a pause are a storm.");
    refuseIf(
        !link.idleTimeout().isZero() && link.idleTimeout().toMillis() < 100,
        "idle_timeout must be 0 or at least 0.1: less is mistaken for a lost connection.");
    refuseIf(
        config.get(ProtonOptions.SSL_VERIFY_VHOST) && url.virtualHost().isEmpty(),
        "ssl_verify_vhost needs a virtual host in the transport URL.");
    for (String name : sasl.mechanisms()) {
      if (!MECHANISMS.contains(name)) {
        throw unusableWord(ProtonOptions.SASL_MECHANISMS, name);
      }
    }
  }

  private static void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw new ConfigurationException("[" + ProtonOptions.GROUP + "] " + message);
    }
  }
}
