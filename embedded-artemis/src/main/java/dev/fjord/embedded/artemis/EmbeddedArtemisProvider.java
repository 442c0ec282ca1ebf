package dev.fjord.embedded.artemis;

import dev.fjord.HostAddress;
import dev.fjord.TransportUrl;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.ProviderLookup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens {@code artemis}: starts a broker in this JVM, in memory, and is a client of it. It listens
 * at 127.0.0.1 and a free port, or at the host and port of the URL, where others may join it as
 * {@code amqp}; it ends with the transport. Thread-safe; opening may block for some seconds.
 *
 * @since 0.1.0
 */
public final class EmbeddedArtemisProvider implements DriverProvider {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedArtemisProvider.class);
  private static final String LOOPBACK = "127.0.0.1";

  @Override
  public Set<String> schemes() {
    return Set.of("artemis");
  }

  @Override
  public Driver open(TransportUrl url, DriverSettings settings) {
    String host = url.hosts().stream().map(HostAddress::host).findFirst().orElse(LOOPBACK);
    int port = url.hosts().stream().findFirst().map(each -> each.port().orElse(0)).orElse(0);
    EmbeddedArtemis broker = EmbeddedArtemis.start(BrokerSettings.at(host, port));
    try {
      TransportUrl there = at(host, broker.port(), url);
      LOG.info("Artemis listens at {}", there);
      DriverProvider amqp = ProviderLookup.drivers().find("amqp");
      return new OwnBrokerDriver(amqp.open(there, settings), broker);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static TransportUrl at(String host, int port, TransportUrl url) {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    String query =
        url.query().entrySet().stream()
            .map(option -> encoded(option.getKey()) + "=" + encoded(option.getValue()))
            .collect(Collectors.joining("&"));
    String virtualHost = url.virtualHost().map(EmbeddedArtemisProvider::encoded).orElse("");
    return TransportUrl.parse("amqp://" + name + ":" + port + "/" + virtualHost + "?" + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
