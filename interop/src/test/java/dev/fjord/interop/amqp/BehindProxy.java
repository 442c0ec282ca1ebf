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

  /** Where the broker is. */
  abstract Site site();

  @BeforeEach
  final void open() {
    proxy = site().newProxy();
    serving = Transport.open(site().url());
    server = new EchoServer(serving.driver(), topic.server("one"));
  }

  @AfterEach
  final void close() {
    server.close();
    serving.close();
    proxy.close();
  }

  final String through(String query) {
    return through(proxy, query);
  }

  final String through(FaultProxy before, String query) {
    return site().through(before) + query;
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
