package dev.fjord.driver.amqp.net;

/**
 * What decides TLS; empty text where nothing is set.
 *
 * @param enabled whether connections use it
 * @param version the one version allowed
 * @param keyFile the client's key
 * @param keyPassword what the key is encrypted with
 * @param certFile the client's certificate chain
 * @param caFile the authorities trusted
 * @param verifiesHostName whether the certificate must name the host
 */
public record TlsSettings(
    boolean enabled,
    String version,
    String keyFile,
    String keyPassword,
    String certFile,
    String caFile,
    boolean verifiesHostName) {}
