package dev.fjord.interop.rabbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.BuiltinExchangeType;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The node fixture itself: it comes back with its data, stands still when frozen, shows queues. */
@Timeout(120)
@Tag("long")
class RabbitNodeTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @RegisterExtension static final OwnRabbit rabbit = new OwnRabbit(RabbitNode.builder());

  @Test
  void aKilledNodeComesBackOnItsPortWithItsData() throws Exception {
    RabbitNode node = rabbit.node();
    int port = node.port();
    try (RawBroker raw = rabbit.raw()) {
      raw.channel().queueDeclare("kept", true, false, false, Map.of());
      raw.channel().queueDeclare("voted", true, false, false, Map.of("x-queue-type", "quorum"));
      raw.declareQueue("lost");
      for (String queue : List.of("kept", "voted", "lost")) {
        raw.publishJson("", queue, "{}");
      }
      assertEquals(new QueueState(1, 0, 0), node.queues().get("voted"));
    }
    node.flush();

    node.kill9();
    assertThrows(IllegalStateException.class, node::freeze);
    node.restart();

    assertEquals(port, node.port());
    try (RawBroker raw = rabbit.raw()) {
      assertEquals("{}", raw.await("kept", SOON).text());
      assertEquals("{}", raw.await("voted", SOON).text());
      assertEquals(Optional.empty(), raw.ready("lost"));
      raw.deleteQueue("kept");
      raw.deleteQueue("voted");
    }
  }

  @Test
  void aFrozenNodeAcceptsConnectionsAndSaysNothingUntilThawed() throws Exception {
    RabbitNode node = rabbit.node();
    node.freeze();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      socket.setSoTimeout(300);
      socket.getOutputStream().write("AMQP\0\0\11\1".getBytes(StandardCharsets.ISO_8859_1));
      assertThrows(SocketTimeoutException.class, socket.getInputStream()::read);

      node.thaw();

      socket.setSoTimeout((int) SOON.toMillis());
      assertEquals(1, socket.getInputStream().read());
    }
  }

  @Test
  void queuesTellsReadyUnacknowledgedAndConsumers() throws Exception {
    try (RawBroker raw = rabbit.raw()) {
      raw.declareQueue("counted");
      raw.publishJson("", "counted", "1");
      raw.publishJson("", "counted", "2");
      raw.channel().basicGet("counted", false);

      assertEquals(new QueueState(1, 1, 0), rabbit.node().queues().get("counted"));
      assertEquals(Optional.of(1), raw.ready("counted"));
      assertEquals(Optional.of(0), raw.consumers("counted"));
      assertTrue(rabbit.node().control("list_queues", "name").contains("counted"));
      raw.deleteQueue("counted");
    }
  }

  @Test
  void connectionsCanBeClosedFromTheNodesSide() {
    try (RawBroker raw = rabbit.raw()) {
      Awaitility.await().atMost(SOON).until(() -> rabbit.node().connections() == 1);
      rabbit.node().closeConnections("maintenance");
      Awaitility.await().atMost(SOON).until(() -> !raw.channel().isOpen());
    }
    assertFalse(rabbit.node().eval("node()").isEmpty());
  }

  @Test
  void theFirehoseShowsAMessageAsItWasPublished() {
    try (RawBroker raw = rabbit.raw();
        Firehose firehose = raw.firehose()) {
      raw.declareExchange("watched", BuiltinExchangeType.TOPIC);
      raw.publishJson("watched", "nobody.listens", "{\"a\":1}");

      RawMessage seen = firehose.next(SOON);

      assertEquals("watched", seen.exchange());
      assertEquals("nobody.listens", seen.routingKey());
      assertEquals("{\"a\":1}", seen.text());
      assertEquals(RawBroker.json(), seen.properties());
    }
  }
}
