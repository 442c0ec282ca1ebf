package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.SaslConfig;
import com.rabbitmq.client.impl.CRDemoMechanism;
import dev.fjord.Escaped;
import dev.fjord.HostAddress;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.net.HostRotation;
import dev.fjord.driver.amqp.net.TlsContexts;
import dev.fjord.driver.amqp.net.WireThreads;
import dev.fjord.driver.amqp.rabbit.config.LinkSettings;
import dev.fjord.driver.amqp.rabbit.config.RabbitSettings;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt at a connection: the next host, every wait with a deadline. Confined to the
 * setup thread.
 */
final class Connector {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration ENQUEUE = Duration.ofSeconds(1);
  private static final int PLAIN_PORT = 5672;
  private static final int TLS_PORT = 5671;
  private static final WriteBufferWaterMark WRITE_AHEAD =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  private final TransportUrl url;
  private final RabbitSettings settings;
  private final HostRotation hosts;
  private @Nullable SslContext tls;

  Connector(TransportUrl url, RabbitSettings settings, Random random) {
    this.url = url;
    this.settings = settings;
    List<HostAddress> named = url.hosts();
    if (named.isEmpty()) {
      named = TransportUrl.parse("rabbit://guest:guest@localhost/").hosts();
    }
    this.hosts = new HostRotation(named, settings.link().shuffles(), random);
  }

  /** How many attempts follow each other without a pause. */
  int hosts() {
    return hosts.size();
  }

  /** The host whose turn it is. */
  HostAddress next() {
    return hosts.next();
  }

  /** Host and port, without credentials. */
  String address(HostAddress host) {
    String name = host.host().indexOf(':') < 0 ? host.host() : "[" + host.host() + "]";
    return Escaped.text(name) + ":" + port(host);
  }

  /** An attempt's socket is shown to {@code onSocket} before anything is waited for. */
  Connection connect(
      HostAddress host,
      String name,
      EventLoopGroup loop,
      Consumer<io.netty.channel.Channel> onSocket)
      throws IOException, TimeoutException {
    LinkSettings link = settings.link();
    ConnectionFactory factory = new ConnectionFactory();
    // The client's own recovery is off: it cannot be watched, and it brings back what must be gone.
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setUsername(host.user().filter(user -> !user.isEmpty()).orElse("guest"));
    factory.setPassword(host.password().filter(password -> !password.isEmpty()).orElse("guest"));
    factory.setVirtualHost(url.virtualHost().orElse("/"));
    factory.setRequestedHeartbeat((int) link.heartbeat().toSeconds());
    factory.setConnectionTimeout((int) CONNECT.toMillis());
    factory.setHandshakeTimeout((int) HANDSHAKE.toMillis());
    factory.setChannelRpcTimeout((int) ANSWER.toMillis());
    factory.setMaxInboundMessageBodySize(link.inboundLimit());
    factory.setSaslConfig(sasl(link.loginMethod()));
    factory.setSharedExecutor(new SameThreadExecutor());
    factory.setThreadFactory(task -> WireThreads.helper(name, task));
    factory.setExceptionHandler(new QuietExceptionHandler());
    ConnectionFactory.NettyConfiguration netty =
        factory
            .netty()
            .eventLoopGroup(loop)
            .enqueuingTimeout(ENQUEUE)
            .bootstrapCustomizer(
                bootstrap ->
                    bootstrap
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_AHEAD))
            .channelCustomizer(onSocket);
    if (settings.tls().enabled()) {
      netty.sslContext(tlsContext());
    }
    return factory.newConnection(List.of(new Address(host.host(), port(host))), name);
  }

  private int port(HostAddress host) {
    return host.port().orElse(settings.tls().enabled() ? TLS_PORT : PLAIN_PORT);
  }

  private SslContext tlsContext() throws IOException {
    SslContext context = tls;
    if (context == null) {
      context = TlsContexts.client(settings.tls());
      tls = context;
    }
    return context;
  }

  private static SaslConfig sasl(String method) {
    return switch (method) {
      case "EXTERNAL" -> DefaultSaslConfig.EXTERNAL;
      case "RABBIT-CR-DEMO" -> new CRDemoMechanism.CRDemoSaslConfig();
      default -> DefaultSaslConfig.PLAIN;
    };
  }
}
