package dev.fjord.driver.amqp.net;

import dev.fjord.ConfigurationException;
import dev.fjord.Escaped;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the TLS side of connections from files. The JVM's own TLS is used, never a native one. */
public final class TlsContexts {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);
  private static final String FORBIDDEN = "fjord.tls.forbid_insecure";
  private static final String[] MODERN = {"TLSv1.3", "TLSv1.2"};

  private TlsContexts() {}

  /**
   * The context of connections.
   *
   * @throws ConfigurationException if a file is missing or does not hold what is needed
   * @throws IOException if the JVM's TLS cannot be set up
   */
  public static SslContext client(TlsSettings settings) throws IOException {
    if (!settings.verifiesHostName()) {
      allowAnyHost();
    }
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols(protocols(settings.version()))
            .endpointIdentificationAlgorithm(settings.verifiesHostName() ? "HTTPS" : null);
    trust(builder, settings);
    if (!settings.certFile().isEmpty()) {
      File cert = readable("ssl_cert_file", settings.certFile());
      File key = readable("ssl_key_file", settings.keyFile());
      try {
        builder.keyManager(
            cert, key, settings.keyPassword().isEmpty() ? null : settings.keyPassword());
      } catch (IllegalArgumentException e) {
        throw unusable("ssl_cert_file or ssl_key_file", cert, e);
      }
    }
    return builder.build();
  }

  private static void trust(SslContextBuilder builder, TlsSettings settings) throws IOException {
    boolean ownAuthorities = !settings.caFile().isEmpty();
    try {
      if (ownAuthorities && settings.verifiesHostName()) {
        builder.trustManager(NamedCertificates.of(readable("ssl_ca_file", settings.caFile())));
      } else if (ownAuthorities) {
        builder.trustManager(readable("ssl_ca_file", settings.caFile()));
      } else if (settings.verifiesHostName()) {
        builder.trustManager(NamedCertificates.ofJvm());
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ConfigurationException(
          "ssl_ca_file: "
              + Escaped.text(settings.caFile())
              + " does not hold what is needed, certificates in PEM form",
          e);
    }
  }

  /** Whoever has any certificate of the authority could then be the broker. */
  private static void allowAnyHost() {
    if (Boolean.getBoolean(FORBIDDEN)) {
      throw new ConfigurationException(
          "ssl_enforce_hostname_verification = false is forbidden in this process by the system"
              + " property "
              + FORBIDDEN
              + ": connect by a name that the broker's certificate has");
    }
    LOG.warn(
        "INSECURE: ssl_enforce_hostname_verification is false, so any host with a certificate of"
            + " the authority is taken for the broker; -D{}=true forbids that",
        FORBIDDEN);
  }

  private static String[] protocols(String version) {
    return switch (version) {
      case "", "SSLv23" -> MODERN;
      case "TLSv1_2", "TLSv1.2" -> new String[] {"TLSv1.2"};
      case "TLSv1_3", "TLSv1.3" -> new String[] {"TLSv1.3"};
      default ->
          throw new ConfigurationException(
              "ssl_version = "
                  + Escaped.text(version)
                  + " cannot be used: it is not safe or not known; use TLSv1_2, TLSv1_3, or leave"
                  + " it empty for both");
    };
  }

  private static File readable(String option, String path) {
    File file = new File(path);
    if (!file.canRead()) {
      throw new ConfigurationException(
          option + " = " + Escaped.text(path) + " cannot be read: is it there, and readable?");
    }
    return file;
  }

  private static ConfigurationException unusable(String option, File file, Exception cause) {
    return new ConfigurationException(
        option + ": " + Escaped.text(file.getPath()) + " does not hold what is needed, in PEM form",
        cause);
  }
}
