package dev.fjord.interop.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fjord.interop.rabbit.SharedRabbit;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The peer fixture itself: Python talks to Python, and this test sees all of it. */
@Timeout(60)
class PythonPeerTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private static final Duration SOON = Duration.ofSeconds(15);
  private static PythonPeer server;
  private static PythonPeer client;

  @BeforeAll
  static void startPeers() {
    server = PythonPeer.rpcServer(rabbit.url(), "booking", "desk1").launch();
    client = PythonPeer.client(rabbit.url()).option("allowed-remote-exmod", "peer_errors").launch();
    server.awaitReady();
    client.awaitReady();
  }

  @AfterAll
  static void stopPeers() {
    server.close();
    client.close();
  }

  @Test
  void aCallReturnsTheResult() throws Exception {
    assertEquals(5, run(PeerCommand.call("booking", "add").arg("a", 2).arg("b", 3)).asInt());
    assertTrue(run(PeerCommand.call("booking", "nothing")).isNull());
    assertEquals(
        BigInteger.TWO.pow(70), run(PeerCommand.call("booking", "big_int")).bigIntegerValue());
    assertEquals(
        "u1",
        run(PeerCommand.call("booking", "whoami").server("desk1").context("user_id", "u1"))
            .get("user_id")
            .asString());
  }

  @Test
  void callsRunConcurrently() throws Exception {
    var slow = client.send(PeerCommand.call("booking", "sleep").arg("seconds", 30).timeout(SOON));
    server.awaitEvent("sleeping", SOON);
    assertEquals(
        "quick", run(PeerCommand.call("booking", "echo").arg("value", "quick")).asString());
    assertEquals(false, slow.isDone());
  }

  @Test
  void aRemoteErrorKeepsItsTypeWhereItsModuleIsAllowed() {
    PeerFailure known =
        failure(
            PeerCommand.call("booking", "fail")
                .arg("kind", "BookingError")
                .arg("message", "full")
                .arg("room", 7));
    assertEquals("BookingError_Remote", known.className());
    assertEquals("peer_errors_Remote", known.module());

    PeerFailure builtin = failure(PeerCommand.call("booking", "fail").arg("message", "bad"));
    assertEquals("ValueError", builtin.className());

    PeerFailure unknown = failure(PeerCommand.call("booking", "no_such_method"));
    assertEquals("RemoteError", unknown.className());
    assertEquals("NoSuchMethod", unknown.remoteType());
  }

  @Test
  void anUnserialisableResultEndsInATimeout() {
    PeerFailure failure =
        failure(PeerCommand.call("booking", "unserialisable").timeout(Duration.ofSeconds(1)));
    assertEquals("MessagingTimeout", failure.className());
  }

  @Test
  void castsAndFanoutCastsAreReportedByTheServer() throws Exception {
    run(PeerCommand.cast("booking", "record").arg("n", 1).context("user_id", "u1"));
    JsonNode cast = server.awaitEvent(event -> isRecord(event, 1), "record 1", SOON);
    assertEquals("u1", cast.at("/ctxt/user_id").asString());

    run(PeerCommand.fanout("booking", "record").arg("n", 2));
    server.awaitEvent(event -> isRecord(event, 2), "record 2", SOON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"messaging", "messagingv2"})
  void aRequeuedNotificationComesAgain(String driver) throws Exception {
    try (PythonPeer listener =
        PythonPeer.listener(rabbit.url(), "events-" + driver)
            .flag("allow-requeue")
            .option("requeue-first", "1")
            .option("priorities", "error")
            .start()) {
      run(
          PeerCommand.notify("room.closed", Map.of("room", 7))
              .driver(driver)
              .topics("events-" + driver)
              .priority("error")
              .with("publisher_id", "desk.host1"));

      JsonNode first = listener.awaitEvent("notification", SOON);
      JsonNode second = listener.awaitEvent("notification", SOON);

      assertEquals("requeue", first.get("result").asString());
      assertEquals("handled", second.get("result").asString());
      assertEquals(7, second.at("/payload/room").asInt());
      assertEquals("error", second.get("priority").asString());
      assertEquals(first.at("/metadata/message_id"), second.at("/metadata/message_id"));
      listener.stop();
    }
  }

  @Test
  void everyPriorityHasAQueueOfItsOwn() throws Exception {
    List<String> priorities =
        List.of("audit", "debug", "info", "warn", "error", "critical", "sample");
    for (String priority : priorities) {
      run(PeerCommand.notify("tick", priority).topics("ticks").priority(priority));
    }
    var queues = rabbit.node().queues(rabbit.virtualHost());
    for (String priority : priorities) {
      assertEquals(1, queues.get("ticks." + priority).ready(), priority);
    }
  }

  @Test
  void settingsOfTheLibraryReachThePeer() throws Exception {
    try (PythonPeer quorum =
            PythonPeer.rpcServer(rabbit.url(), "vault", "v1")
                .option("exchange", "vaults")
                .option("namespace", "safe")
                .option("version", "1.3")
                .conf("oslo_messaging_rabbit.rabbit_quorum_queue", "true")
                .start();
        PythonPeer caller =
            PythonPeer.client(rabbit.url())
                .conf("oslo_messaging_rabbit.rabbit_quorum_queue", "true")
                .start()) {
      PeerCommand command =
          PeerCommand.call("vault", "add")
              .with("exchange", "vaults")
              .namespace("safe")
              .version("1.2")
              .arg("a", "x")
              .arg("b", "y");
      assertEquals("xy", caller.send(command).get(15, TimeUnit.SECONDS).asString());
      quorum.stop();
    }
    assertEquals(
        "rabbit_quorum_queue",
        rabbit
            .node()
            .eval(
                "begin {ok, Q} = rabbit_amqqueue:lookup(rabbit_misc:r(<<\"%s\">>, queue, <<\"vault\">>)), amqqueue:get_type(Q) end"
                    .formatted(rabbit.virtualHost())));
  }

  private static boolean isRecord(JsonNode event, int number) {
    return event.path("event").asString("").equals("record")
        && event.at("/args/n").asInt(0) == number;
  }

  private static JsonNode run(PeerCommand command) throws Exception {
    return client.send(command).get(15, TimeUnit.SECONDS);
  }

  private static PeerFailure failure(PeerCommand command) {
    ExecutionException e = assertThrows(ExecutionException.class, () -> run(command));
    return (PeerFailure) e.getCause();
  }
}
