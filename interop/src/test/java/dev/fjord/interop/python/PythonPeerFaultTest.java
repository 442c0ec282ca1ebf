package dev.fjord.interop.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fjord.interop.rabbit.OwnRabbit;
import dev.fjord.interop.rabbit.RabbitNode;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the peers do when the node or one of them fails: the behaviour that ours is held against.
 */
@Timeout(120)
@Tag("long")
class PythonPeerFaultTest {
  @RegisterExtension static final OwnRabbit rabbit = new OwnRabbit(RabbitNode.builder());

  private static final Duration CALL_LIMIT = Duration.ofSeconds(40);
  private PythonPeer server;
  private PythonPeer client;

  @BeforeEach
  void startPeers() throws Exception {
    server = PythonPeer.rpcServer(rabbit.url(), "booking", "desk1").launch();
    client = PythonPeer.client(rabbit.url()).launch();
    server.awaitReady();
    assertEquals("up", echo("up"));
  }

  @AfterEach
  void stopPeers() {
    server.close();
    client.close();
  }

  @Test
  void callsGoThroughAgainAfterTheNodeWasKilledAndRestarted() throws Exception {
    rabbit.node().kill9();
    rabbit.node().restart();
    // Earlier calls would be lost: nothing routes them until the server has declared its queue.
    Awaitility.await()
        .atMost(CALL_LIMIT)
        .until(() -> rabbit.node().queues().containsKey("booking"));
    assertEquals("again", echo("again"));
  }

  @Test
  void aCallWaitsOutAFrozenNode() throws Exception {
    rabbit.node().freeze();
    var answer = client.send(echoing("late"));
    rabbit.node().thaw();
    assertEquals("late", answer.get(60, TimeUnit.SECONDS).asString());
  }

  @Test
  void aCommandToAKilledPeerFailsAtOnce() {
    var answer = client.send(PeerCommand.call("booking", "sleep").arg("seconds", 30));
    server.awaitEvent("sleeping", CALL_LIMIT);
    client.kill9();
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> answer.get(5, TimeUnit.SECONDS));
    assertEquals(IllegalStateException.class, e.getCause().getClass());
    assertEquals(true, client.send(echoing("x")).isCompletedExceptionally());
  }

  private String echo(String value) throws Exception {
    return client.send(echoing(value)).get(60, TimeUnit.SECONDS).asString();
  }

  private static PeerCommand echoing(String value) {
    return PeerCommand.call("booking", "echo").arg("value", value).timeout(CALL_LIMIT);
  }
}
