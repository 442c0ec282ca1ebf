package dev.fjord.driver.amqp.rabbit.config;

import dev.fjord.FjordConfig;

/**
 * What decides TLS; empty text where nothing is set.
 *
 * @param enabled whether connections use it
 * @param version the one version allowed
 * @param keyFile the client's key
 * @param certFile the client's certificate chain
 * @param caFile the authorities trusted
 * @param verifiesHostName whether the certificate must name the host
 */
public record TlsSettings(
    boolean enabled,
    String version,
    String keyFile,
    String certFile,
    String caFile,
    boolean verifiesHostName) {

  static TlsSettings of(FjordConfig config, String scheme) {
    return new TlsSettings(
        scheme.equals(RabbitSettings.TLS_SCHEME) || config.get(RabbitOptions.SSL),
        config.get(RabbitOptions.SSL_VERSION),
        config.get(RabbitOptions.SSL_KEY),
        config.get(RabbitOptions.SSL_CERT),
        config.get(RabbitOptions.SSL_CA),
        config.get(RabbitOptions.SSL_HOST_NAME));
  }
}
