package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.ConfigurationException;
import dev.fjord.Target;
import dev.fjord.interop.python.PeerCommand;
import dev.fjord.interop.python.PythonPeer;
import dev.fjord.interop.rabbit.RabbitNode;
import dev.fjord.interop.rules.Rule;
import dev.fjord.rpc.RpcClient;
import dev.fjord.transport.Transport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every check of TLS, passed and failed, against a broker that asks for a client certificate. */
class RabbitTlsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Target TOPIC = Target.topic("tls");

  @TempDir private static Path directory;
  private static TestCertificates certificates;
  private static RabbitNode node;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    certificates = new TestCertificates(directory);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    node =
        RabbitNode.builder()
            .setting("listeners.ssl.1", "127.0.0.1:" + port)
            .setting("ssl_options.cacertfile", certificates.certificate("ca").toString())
            .setting("ssl_options.certfile", certificates.certificate("server").toString())
            .setting("ssl_options.keyfile", certificates.key("server").toString())
            .setting("ssl_options.verify", "verify_peer")
            .setting("ssl_options.fail_if_no_peer_cert", "true")
            .setting("ssl_options.versions.1", "tlsv1.3")
            .setting("ssl_options.versions.2", "tlsv1.2")
            .start();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&ssl_version=TLSv1_2", "&ssl_version=TLSv1_3"})
  void callsTravelOverTls(String version) throws Exception {
    try (Transport transport = open("localhost", authority("ca") + client() + version);
        EchoServer server = new EchoServer(transport.driver(), TOPIC.server("one"))) {
      assertThat(Wire.number(Wire.call(transport.driver(), TOPIC, 7, LONG))).isEqualTo(7);
      assertThat(server.waiting()).isEqualTo(1);
    }
  }

  @Rule("tls.peers")
  @Test
  void aPythonPeerIsMetOverTls() throws Exception {
    String options = "?ssl=true&" + authority("ca") + client();
    String url = "rabbit://guest:guest@localhost:" + port + "/" + options;
    try (PythonPeer python = PythonPeer.client(url).start();
        Transport transport = Transport.builder().url(url).open();
        EchoServer server = new EchoServer(transport.driver(), Target.topic("met").server("one"))) {
      assertThat(
              python
                  .send(PeerCommand.call("met", "m").with("timeout", 20))
                  .get(30, TimeUnit.SECONDS)
                  .isNull())
          .isTrue();
      assertThat(server.waiting()).isEqualTo(1);
      python.send(PeerCommand.serve("tls", "p1")).get(30, TimeUnit.SECONDS);
      assertThat(
              RpcClient.of(transport, Target.topic("tls"))
                  .timeout(LONG)
                  .request("echo")
                  .arg("value", 7)
                  .call(Integer.class))
          .isEqualTo(7);
    }
  }

  @Rule("tls.host-name")
  @Test
  void theCertificateMustNameTheHost() throws Exception {
    assertThat(failure("127.0.0.1", authority("ca") + client()))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("subject alternative names");
  }

  @Rule("tls.host-name")
  @Test
  void theHostNeedNotBeNamedWhenThatIsSwitchedOff() throws Exception {
    String options = authority("ca") + client() + "&ssl_enforce_hostname_verification=false";
    try (Transport transport = open("127.0.0.1", options);
        EchoServer server = new EchoServer(transport.driver(), TOPIC.server("one"))) {
      assertThat(Wire.number(Wire.call(transport.driver(), TOPIC, 7, LONG))).isEqualTo(7);
      assertThat(server.waiting()).isEqualTo(1);
    }
  }

  @Test
  void anotherAuthorityIsNotTrusted() throws Exception {
    assertThat(failure("localhost", authority("other") + client()))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("certification path");
  }

  @Test
  void withoutAnAuthorityTheJvmsOwnDecide() throws Exception {
    assertThat(failure("localhost", client()))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("certification path");
  }

  @Test
  void aClientWithoutCertificateIsTurnedAway() throws Exception {
    assertThat(failure("localhost", authority("ca")))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("certificate");
  }

  @Test
  void aPlainPortIsNoTls() throws Exception {
    String url = "rabbits://guest:guest@localhost:" + node.port() + "/?" + authority("ca");
    assertThat(failure(url))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("not an SSL/TLS record");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssl_ca_file=/nowhere.pem", "ssl_version=TLSv1", "ssl_version=SSLv3"})
  void whatCannotBeUsedIsToldByItsOption(String option) {
    assertThat(failure("rabbits://localhost:" + port + "/?" + option))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(option.substring(0, option.indexOf('=')));
  }

  private static Throwable failure(String host, String options) {
    return failure("rabbits://guest:guest@" + host + ":" + port + "/?" + options);
  }

  private static Throwable failure(String url) {
    try (Transport transport = Transport.builder().url(url).open()) {
      return Wire.failure(Wire.call(transport.driver(), TOPIC, 1, LONG));
    }
  }

  private static Transport open(String host, String options) {
    return Transport.builder()
        .url("rabbits://guest:guest@" + host + ":" + port + "/?" + options)
        .open();
  }

  private static String authority(String name) throws Exception {
    return "ssl_ca_file=" + certificates.certificate(name) + "&";
  }

  private static String client() throws Exception {
    return "ssl_cert_file="
        + certificates.certificate("client")
        + "&ssl_key_file="
        + certificates.key("client");
  }
}
