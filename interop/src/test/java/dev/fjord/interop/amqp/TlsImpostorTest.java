package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.ConfigurationException;
import dev.fjord.Target;
import dev.fjord.interop.desk.CapturedLog;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody who is not the broker answers on its port, with a certificate that is not good. */
class TlsImpostorTest {
  private static final Target TOPIC = Target.topic("impostor");
  private static final Duration SEND = Duration.ofMillis(1_500);

  @RegisterExtension
  static final CapturedLog log = new CapturedLog("dev.fjord.driver.amqp.net.TlsContexts");

  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new TestCertificates(directory);
    certificates.add(
        "expired",
        "CN=expired",
        "-signer",
        "ca",
        "-ext",
        "san=dns:localhost",
        "-startdate",
        "-60d");
    certificates.add("name-only", "CN=localhost", "-signer", "ca");
    certificates.add("elsewhere", "CN=e", "-signer", "ca", "-ext", "san=dns:broker.example");
    certificates.add("own", "CN=own", "-ext", "san=dns:localhost");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          expired,   NotAfter
          name-only, no subject alternative names
          elsewhere, No subject alternative DNS name
          own,       certification path
          other,     certification path
          """)
  void whoCannotProveToBeTheBrokerIsNotTalkedTo(String certificate, String reason)
      throws Exception {
    assertThat(failure(certificate, ""))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void leavingTheNameUncheckedIsWarnedOfAndCanBeForbidden() throws Exception {
    int before = log.warningsOf("INSECURE").size();
    assertThat(failure("elsewhere", "&ssl_enforce_hostname_verification=false"))
        .as("the handshake passes, then nobody speaks AMQP")
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageNotContaining("subject alternative");
    assertThat(log.warningsOf("INSECURE")).hasSizeGreaterThan(before);
    System.setProperty("fjord.tls.forbid_insecure", "true");
    try {
      assertThat(failure("elsewhere", "&ssl_enforce_hostname_verification=false"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("forbid_insecure");
    } finally {
      System.clearProperty("fjord.tls.forbid_insecure");
    }
  }

  private static Throwable failure(String certificate, String options) throws Exception {
    try (SSLServerSocket impostor =
            (SSLServerSocket)
                certificates
                    .serving(certificate)
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByName("localhost"));
        Transport transport =
            Transport.open(
                "rabbits://guest:guest@localhost:"
                    + impostor.getLocalPort()
                    + "/?ssl_ca_file="
                    + certificates.certificate("ca")
                    + options)) {
      Thread.ofVirtual().start(() -> greet(impostor));
      return Wire.failure(Wire.cast(transport.driver(), TOPIC, 1, SEND));
    }
  }

  private static void greet(SSLServerSocket impostor) {
    while (!impostor.isClosed()) {
      try (SSLSocket client = (SSLSocket) impostor.accept()) {
        client.startHandshake();
      } catch (IOException e) {
        // The client hung up, as it should, or the test is over.
      }
    }
  }
}
