package dev.fjord.driver.amqp.net;

import dev.fjord.ConfigurationException;
import dev.fjord.Escaped;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;

/** Makes the TLS side of connections from files. The JVM's own TLS is used, never a native one. */
public final class TlsContexts {
  private static final String[] MODERN = {"TLSv1.3", "TLSv1.2"};

  private TlsContexts() {}

  /**
   * The context of connections.
   *
   * @throws ConfigurationException if a file is missing or does not hold what is needed
   * @throws IOException if the JVM's TLS cannot be set up
   */
  public static SslContext client(TlsSettings settings) throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols(protocols(settings.version()))
            .endpointIdentificationAlgorithm(settings.verifiesHostName() ? "HTTPS" : null);
    if (!settings.caFile().isEmpty()) {
      File file = readable("ssl_ca_file", settings.caFile());
      try {
        builder.trustManager(file);
      } catch (IllegalArgumentException e) {
        throw unusable("ssl_ca_file", file, e);
      }
    }
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
