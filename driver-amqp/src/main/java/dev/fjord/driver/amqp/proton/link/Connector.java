package dev.fjord.driver.amqp.proton.link;

import dev.fjord.ConfigurationException;
import dev.fjord.Escaped;
import dev.fjord.HostAddress;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.net.FirstAnswer;
import dev.fjord.driver.amqp.net.HostRotation;
import dev.fjord.driver.amqp.net.TlsContexts;
import dev.fjord.driver.amqp.net.WireLoop;
import dev.fjord.driver.amqp.net.WireThreads;
import dev.fjord.driver.amqp.proton.config.ProtonSettings;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes one attempt at a connection: the next host, and its next address. Confined to the loop. */
final class Connector {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int PLAIN_PORT = 5672;
  private static final int TLS_PORT = 5671;
  private static final WriteBufferWaterMark WRITE_AHEAD =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  private final ProtonSettings settings;
  private final WireLoop wire;
  private final HostRotation hosts;
  private final @Nullable SslContext tls;
  private int attempts;

  /**
   * For the hosts of a URL.
   *
   * @throws ConfigurationException if TLS cannot be used as it is configured
   */
  Connector(TransportUrl url, ProtonSettings settings, WireLoop wire, Random random) {
    this.settings = settings;
    this.wire = wire;
    List<HostAddress> named = url.hosts();
    this.hosts =
        new HostRotation(
            named.isEmpty() ? TransportUrl.parse("amqp://localhost").hosts() : named,
            false,
            random);
    this.tls = settings.tls().enabled() ? context(settings) : null;
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

  /** Begins an attempt; all that comes of it is told to the engine's owner. */
  Engine connect(HostAddress host, Engine.Owner owner) {
    Engine engine =
        new Engine(
            owner,
            new Opening(
                settings.link(), settings.hostName(), SaslHandshake.at(host, settings.sasl())),
            wire);
    if (NetUtil.isValidIpV4Address(host.host()) || NetUtil.isValidIpV6Address(host.host())) {
      connect(NetUtil.createInetAddressFromIpAddressString(host.host()), host, engine);
    } else {
      // A name can take the system a while, and the loop must not wait.
      WireThreads.helper("resolve", () -> resolve(host, engine)).start();
    }
    return engine;
  }

  private void resolve(HostAddress host, Engine engine) {
    try {
      InetAddress[] found = InetAddress.getAllByName(host.host());
      wire.run(
          () -> connect(found[Math.floorMod(attempts++, found.length)], host, engine), () -> {});
    } catch (UnknownHostException e) {
      wire.run(() -> engine.end(Loss.of(e)), () -> {});
    }
  }

  private void connect(@Nullable InetAddress address, HostAddress host, Engine engine) {
    if (engine.isOver()) {
      return;
    }
    var unused =
        new Bootstrap()
            .group(wire.group())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_AHEAD)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel socket) {
                    SslContext context = tls;
                    if (context != null) {
                      socket.pipeline().addLast(handler(context, socket, host));
                    }
                    socket
                        .pipeline()
                        .addLast(new FirstAnswer(FirstAnswer.Protocol.AMQP_1_0), engine);
                  }
                })
            .connect(new InetSocketAddress(address, port(host)))
            .addListener(
                result -> {
                  Throwable failure = result.cause();
                  if (failure != null) {
                    engine.end(Loss.of(failure));
                  }
                });
  }

  private SslHandler handler(SslContext context, SocketChannel socket, HostAddress host) {
    SslHandler handler =
        context.newHandler(socket.alloc(), settings.tlsName().orElse(host.host()), port(host));
    handler.setHandshakeTimeoutMillis(CONNECT.toMillis());
    return handler;
  }

  private int port(HostAddress host) {
    return host.port().orElse(settings.tls().enabled() ? TLS_PORT : PLAIN_PORT);
  }

  private static SslContext context(ProtonSettings settings) {
    try {
      return TlsContexts.client(settings.tls());
    } catch (IOException e) {
      throw new ConfigurationException("TLS cannot be used as it is configured", e);
    }
  }
}
