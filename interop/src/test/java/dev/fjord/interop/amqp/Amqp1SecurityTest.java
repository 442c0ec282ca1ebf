package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.Target;
import dev.fjord.interop.artemis.ArtemisBroker;
import dev.fjord.interop.desk.CapturedLog;
import dev.fjord.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in over AMQP 1.0, and which brokers are believed. */
@Timeout(60)
class Amqp1SecurityTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Target TOPIC = Target.topic("secure");

  @RegisterExtension static final CapturedLog log = new CapturedLog("dev.fjord.driver.amqp");

  @TempDir private static Path directory;
  private static TestCertificates certificates;
  private static ArtemisBroker withUsers;
  private static ArtemisBroker withTls;
  private static ArtemisBroker withClientCertificates;

  @BeforeAll
  static void start() throws Exception {
    certificates = new TestCertificates(directory);
    withUsers = ArtemisBroker.start(settings -> settings.user("fjord", "s3cret@/:"));
    withTls =
        ArtemisBroker.start(
            settings -> settings.tls(certificates.store(), TestCertificates.PASSWORD, "server"));
    withClientCertificates =
        ArtemisBroker.start(
            settings ->
                settings
                    .tls(certificates.store(), TestCertificates.PASSWORD, "server")
                    .acceptor("needClientAuth", "true")
                    .acceptor("trustStoreType", "PKCS12")
                    .acceptor("trustStorePath", certificates.store().toString())
                    .acceptor("trustStorePassword", TestCertificates.PASSWORD)
                    .acceptor("saslMechanisms", "EXTERNAL"));
  }

  @AfterAll
  static void stop() {
    withUsers.close();
    withTls.close();
    withClientCertificates.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?sasl_mechanisms=PLAIN", "?sasl_mechanisms=EXTERNAL%20PLAIN"})
  void aUserWithTheRightPasswordIsLetIn(String options) {
    works("amqp://fjord:s3cret%40%2F%3A@127.0.0.1:" + withUsers.port() + "/" + options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fjord:wr0ng@", "nobody:wr0ng@", ""})
  void anybodyElseIsNot(String login) {
    Throwable failure =
        failure("amqp://" + login + "127.0.0.1:" + withUsers.port() + "/", Duration.ofSeconds(3));
    assertThat(failure)
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageNotContaining("wr0ng");
    if (login.isEmpty()) {
      assertThat(failure).hasMessageContaining("sasl_mechanisms");
    }
    assertThat(log.warningsOf("wr0ng")).isEmpty();
  }

  @Test
  void whoNeedsNoPasswordIsLetInAsAnonymous() {
    try (ArtemisBroker open = ArtemisBroker.start()) {
      works(open.url());
      works(open.url() + "?sasl_mechanisms=ANONYMOUS");
    }
  }

  @Test
  void callsTravelOverTls() throws Exception {
    works("amqps://localhost:" + withTls.port() + "/?" + authority("ca"));
  }

  @Test
  void theCertificateMustNameTheHost() throws Exception {
    assertThat(failure("amqps://127.0.0.1:" + withTls.port() + "/?" + authority("ca"), LONG))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("subject alternative names");
    works(
        "amqps://127.0.0.1:"
            + withTls.port()
            + "/?"
            + authority("ca")
            + "&ssl_enforce_hostname_verification=false");
  }

  @Test
  void anotherAuthorityIsNotTrusted() throws Exception {
    for (String options : new String[] {authority("other"), ""}) {
      assertThat(failure("amqps://localhost:" + withTls.port() + "/?" + options, LONG))
          .isInstanceOf(BrokerUnreachableException.class)
          .hasMessageContaining("certification path");
    }
  }

  @Test
  void aCertificateIsAsGoodAsAPassword() throws Exception {
    String url =
        "amqps://localhost:"
            + withClientCertificates.port()
            + "/?sasl_mechanisms=EXTERNAL&"
            + authority("ca");
    works(url + "&ssl_cert_file=" + certificates.certificate("client") + key());
    assertThat(failure(url, Duration.ofSeconds(3))).isInstanceOf(BrokerUnreachableException.class);
  }

  @Test
  void plainTextToAPortOfTlsIsAnErrorAndNoHang() {
    assertThat(failure("amqp://localhost:" + withTls.port() + "/", Duration.ofSeconds(3)))
        .isInstanceOf(BrokerUnreachableException.class);
  }

  private static String authority(String name) throws Exception {
    return "ssl_ca_file=" + certificates.certificate(name);
  }

  private static String key() throws Exception {
    return "&ssl_key_file=" + certificates.key("client");
  }

  private static void works(String url) {
    try (Transport transport = Transport.open(url);
        EchoServer server = new EchoServer(transport.driver(), TOPIC.server("one"))) {
      assertThat(Wire.number(Wire.call(transport.driver(), TOPIC, 7, LONG))).isEqualTo(7);
      assertThat(server.waiting()).isEqualTo(1);
    }
  }

  private static Throwable failure(String url, Duration timeout) {
    try (Transport transport = Transport.open(url)) {
      return Wire.failure(Wire.call(transport.driver(), TOPIC, 7, timeout));
    }
  }
}
