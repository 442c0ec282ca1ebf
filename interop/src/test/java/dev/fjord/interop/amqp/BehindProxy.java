package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.Target;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A broker with a proxy before it, and a server with a way of its own to the broker. */
abstract class BehindProxy {
  static final Duration LONG = Duration.ofSeconds(30);

  final Target topic = Target.topic("proxy-" + UUID.randomUUID());
  final List<ConnectionChange> changes = new CopyOnWriteArrayList<>();
  FaultProxy proxy;
  Transport serving;
  private EchoServer server;

  /** The transport URL, on the way without proxy. */
  abstract String url();

  /** Where the broker listens. */
  abstract int brokerPort();

  /** A proxy that knows what this broker speaks. */
  abstract FaultProxy proxyBefore(int port);

  @BeforeEach
  final void open() {
    proxy = newProxy();
    serving = Transport.open(url());
    server = new EchoServer(serving.driver(), topic.server("one"));
  }

  @AfterEach
  final void close() {
    server.close();
    serving.close();
    proxy.close();
  }

  final FaultProxy newProxy() {
    return proxyBefore(brokerPort());
  }

  final String through(String query) {
    return through(proxy, query);
  }

  final String through(FaultProxy before, String query) {
    return url().replace(":" + brokerPort(), ":" + before.port()) + query;
  }

  /** The transport URL with a second host, which has the same user. */
  final String besides(String host, int port) {
    return url().replaceFirst("://([^/@]*@)?", "://$1" + host + ":" + port + ",$1");
  }

  final int call(Transport over, int n) {
    return Wire.number(Wire.call(over.driver(), topic, n, LONG));
  }

  final int callUntilServed(Transport over, int n) {
    return Wire.callUntilServed(over.driver(), topic, n);
  }

  final void assertNotLost() {
    assertThat(changes).noneMatch(change -> change.state() == State.RECOVERING);
  }

  static long wireThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("wire-"))
        .count();
  }
}
