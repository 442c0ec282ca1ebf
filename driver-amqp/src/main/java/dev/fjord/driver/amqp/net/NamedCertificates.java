package dev.fjord.driver.amqp.net;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts whom the JVM trusts, if the certificate names its hosts as subject alternative names. The
 * JVM alone would take a common name for a host where there are none.
 *
 * <p>Thread-safe.
 */
public final class NamedCertificates extends X509ExtendedTrustManager {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final X509ExtendedTrustManager trust;

  private NamedCertificates(X509ExtendedTrustManager trust) {
    this.trust = trust;
  }

  /** Trusts what the authorities of the JVM have signed. */
  public static NamedCertificates ofJvm() throws GeneralSecurityException {
    return of((KeyStore) null);
  }

  /**
   * Trusts what the authorities of a file in PEM form have signed.
   *
   * @throws GeneralSecurityException if the file holds no certificates
   */
  public static NamedCertificates of(File authorities)
      throws IOException, GeneralSecurityException {
    return of(store(authorities));
  }

  private static NamedCertificates of(@Nullable KeyStore authorities)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    return new NamedCertificates(
        Arrays.stream(factory.getTrustManagers())
            .filter(X509ExtendedTrustManager.class::isInstance)
            .map(X509ExtendedTrustManager.class::cast)
            .findFirst()
            .orElseThrow());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    trust.checkServerTrusted(chain, type, engine);
    requireNames(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    trust.checkServerTrusted(chain, type, socket);
    requireNames(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    trust.checkServerTrusted(chain, type);
    requireNames(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    trust.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    trust.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    trust.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.getAcceptedIssuers();
  }

  private static void requireNames(X509Certificate[] chain) throws CertificateException {
    Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
    boolean hasNames =
        names != null
            && names.stream()
                .map(name -> name.get(0))
                .anyMatch(kind -> kind.equals(DNS_NAME) || kind.equals(IP_ADDRESS));
    if (!hasNames) {
      throw new CertificateException(
          "The certificate has no subject alternative names, and its common name is not taken for"
              + " a host");
    }
  }

  private static KeyStore store(File file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file.toPath())) {
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, each);
      }
    }
    if (store.size() == 0) {
      throw new CertificateException("The file holds no certificates");
    }
    return store;
  }
}
