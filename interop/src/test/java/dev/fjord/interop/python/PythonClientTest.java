package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An unmodified Python client calls a Java server, under each executor. */
@ParameterizedClass(name = "{0}")
@EnumSource(Execution.class)
class PythonClientTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.rpc");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static PythonPeer python;
  private static PythonPeer trusting;

  @Parameter Execution execution;

  private final Ledger ledger = new Ledger();
  private Bench bench;
  private RpcServer server;

  /** The same method under another namespace and version. */
  @Endpoint(namespace = "rooms", version = "2.3")
  static final class Rooms {
    @RpcMethod
    CompletionStage<String> which() {
      return CompletableFuture.completedStage("rooms 2.3");
    }
  }

  /** An older version of it. */
  @Endpoint(namespace = "rooms", version = "1.0")
  static final class OldRooms {
    @RpcMethod
    CompletionStage<String> which() {
      return CompletableFuture.completedStage("rooms 1.0");
    }
  }

  @BeforeAll
  static void startPython() {
    python = PythonPeer.client(rabbit.url()).launch();
    trusting =
        PythonPeer.client(rabbit.url())
            .option("allowed-remote-exmod", "oslo_messaging.rpc.dispatcher")
            .launch();
    python.awaitReady();
    trusting.awaitReady();
  }

  @AfterAll
  static void stopPython() {
    python.close();
    trusting.close();
  }

  @BeforeEach
  void serve() {
    bench = new Bench(Wire.RABBITMQ, rabbit);
    server =
        bench.keep(
            RpcServer.builder(bench.transport(), bench.topic().server("s1"))
                .endpoint(execution.desk(ledger))
                .endpoint(new Rooms())
                .endpoint(new OldRooms())
                .executor(execution.executor())
                .start());
  }

  @AfterEach
  void close() throws Exception {
    ledger.open();
    bench.close();
  }

  @Rule({"json.values", "json.big-integers"})
  @Test
  void everyJsonValueComesBackAsItWent() throws Exception {
    List<Object> values = new ArrayList<>();
    values.add(null);
    values.addAll(List.of(true, false, 0, -1, 7, 2.5, 1.0, 1e22, 1e-7, Long.MIN_VALUE));
    values.add(BigInteger.TWO.pow(70));
    values.add(BigInteger.TWO.pow(70).negate());
    values.addAll(List.of("", "plain", "h\u00e9llo \u65e5\u672c \uD83D\uDE80 \u0000\"\\/"));
    values.addAll(List.of(List.of(), Map.of(), Map.of("a", List.of(1, Map.of("b", List.of())))));
    JsonNode echoed = run(call("echo").arg("value", values));
    assertThat(echoed).isEqualTo(JSON.readTree(JSON.writeValueAsString(values)));
  }

  @Rule("json.not-a-number")
  @Test
  void whatIsNoNumberComesBack() throws Exception {
    JsonNode echoed = run(call("echo").arg("value", List.of(Double.NaN, Double.NEGATIVE_INFINITY)));
    assertThat(echoed.get(0).doubleValue()).isNaN();
    assertThat(echoed.get(1).doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void argumentsBindByName() throws Exception {
    assertThat(run(call("add").arg("b", 3).arg("a", 2)).intValue()).isEqualTo(5);
    assertThat(run(call("add").arg("a", BigInteger.TWO.pow(70)).arg("b", 1)).bigIntegerValue())
        .isEqualTo(BigInteger.TWO.pow(70).add(BigInteger.ONE));
    assertThat(run(call("nothing")).isNull()).isTrue();
    assertThat(run(call("where")).asString()).isEqualTo(execution.thread());
  }

  @Rule("failure.to-python")
  @Test
  void anErrorComesWithItsClassAndText() {
    PeerFailure failure =
        failure(
            python, call("fail").arg("kind", "BookingException").arg("message", "no r\u00f6om"));
    assertThat(failure.className()).isEqualTo("RemoteError");
    assertThat(failure.remoteType()).isEqualTo("BookingException");
    assertThat(failure.remoteMessage()).isEqualTo("no r\u00f6om");
  }

  /** As when the endpoint called a server that failed, and lets the error pass. */
  @Rule("failure.remote-suffix")
  @Test
  void anErrorThatWasRemoteToJavaKeepsItsName() {
    PeerFailure failure =
        failure(python, call("fail").arg("kind", "RemoteErrorException").arg("message", "no room"));
    assertThat(failure.remoteType()).isEqualTo("Full");
  }

  @Test
  void anErrorWithoutATextComes() {
    PeerFailure failure =
        failure(python, call("fail").arg("kind", "IllegalStateException").arg("message", null));
    assertThat(failure.remoteType()).isEqualTo("IllegalStateException");
  }

  @Rule("reply.unencodable")
  @Test
  void aResultThatCannotBeEncodedIsAnErrorAtOnce() {
    assertThat(failure(python, call("unencodable")).remoteType())
        .isEqualTo("SerializationException");
  }

  @Rule({"dispatch.arguments", "failure.builtins"})
  @Test
  void wrongArgumentsAreATypeErrorOfPythonsOwn() {
    for (PeerCommand wrong :
        List.of(
            call("add").arg("a", 1),
            call("add").arg("a", 1).arg("b", 2).arg("c", 3),
            call("add").arg("a", 1).arg("b", List.of()))) {
      PeerFailure failure = failure(python, wrong);
      assertThat(failure.className()).isEqualTo("TypeError");
      assertThat(failure.module()).isEqualTo("builtins");
    }
  }

  @Rule({"failure.allowed", "dispatch.no-such-method", "dispatch.version"})
  @Test
  void unknownMethodsAndVersionsAreTheLibrarysOwnErrors() {
    Map<PeerCommand, String> refused =
        Map.of(
            call("nosuch"), "NoSuchMethod",
            call("where").version("1.6"), "UnsupportedVersion",
            call("where").version("2.0"), "UnsupportedVersion",
            call("where").namespace("nosuch"), "UnsupportedVersion");
    refused.forEach(
        (command, type) -> {
          PeerFailure rebuilt = failure(trusting, command);
          assertThat(rebuilt.className()).isEqualTo(type + "_Remote");
          assertThat(rebuilt.module()).isEqualTo("oslo_messaging.rpc.dispatcher_Remote");
          PeerFailure plain = failure(python, command);
          assertThat(plain.className()).isEqualTo("RemoteError");
          assertThat(plain.remoteType()).isEqualTo(type);
        });
  }

  @Rule({"dispatch.namespace", "dispatch.version"})
  @Test
  void namespacesAndVersionsChooseTheEndpoint() throws Exception {
    assertThat(run(call("where").version("1.5")).asString()).isEqualTo(execution.thread());
    assertThat(run(call("where").version("1.0")).asString()).isEqualTo(execution.thread());
    assertThat(run(call("which").namespace("rooms").version("2.3")).asString())
        .isEqualTo("rooms 2.3");
    assertThat(run(call("which").namespace("rooms").version("2.0")).asString())
        .isEqualTo("rooms 2.3");
    assertThat(run(call("which").namespace("rooms")).asString()).isEqualTo("rooms 1.0");
  }

  @Rule({"request.context", "request.client-timeout"})
  @Test
  void theContextArrivesWithoutTheWiresOwnKeys() throws Exception {
    JsonNode context =
        run(
            call("whoami")
                .context("user_id", "u1")
                .context("roles", List.of("a", "\u00e9"))
                .context("nested", Map.of("k", Map.of("n", 1)))
                .context("none", null));
    assertThat(context)
        .isEqualTo(
            JSON.readTree(
                "{\"user_id\": \"u1\", \"roles\": [\"a\", \"\\u00e9\"],"
                    + " \"nested\": {\"k\": {\"n\": 1}}, \"none\": null}"));
  }

  @Test
  void aCallThatTakesTooLongEndsInATimeout() {
    PeerFailure failure = failure(python, call("hold").timeout(Duration.ofMillis(600)));
    assertThat(failure.className()).isEqualTo("MessagingTimeout");
    assertThat(ledger.arrived()).isEqualTo(1);
  }

  @Rule("heartbeat.to-python")
  @Test
  void heartbeatsKeepAMonitoredCallAlive() throws Exception {
    // Silent for more than the two seconds that the caller allows, were it not for heartbeats.
    bench.transport().timers().schedule(Duration.ofMillis(3_300), ledger::open);
    assertThat(run(call("hold").timeout(Bench.SOON).monitor(Duration.ofSeconds(2))).asString())
        .isEqualTo("let go");
  }

  @Test
  void aCastArrives() throws Exception {
    run(PeerCommand.cast(topic(), "record").arg("value", "h\u00e9llo").context("user_id", "u1"));
    Ledger.Entry entry = ledger.next(Bench.SOON);
    assertThat(entry.value()).isEqualTo("h\u00e9llo");
    assertThat(entry.context().get("user_id")).contains("u1");
  }

  @Rule("names.fanout")
  @Test
  void aFanoutReachesEveryServer() throws Exception {
    Ledger other = new Ledger();
    bench.serve(execution, "s2", other);
    run(PeerCommand.fanout(topic(), "record").arg("value", "all"));
    assertThat(ledger.next(Bench.SOON).value()).isEqualTo("all");
    assertThat(other.next(Bench.SOON).value()).isEqualTo("all");
  }

  @Rule("names.server")
  @Test
  void aServerIsReachedByItsName() throws Exception {
    Ledger other = new Ledger();
    bench.serve(execution, "s2", other);
    for (int i = 0; i < 6; i++) {
      run(PeerCommand.cast(topic(), "record").server("s2").arg("value", i));
      assertThat(other.next(Bench.SOON).value()).isEqualTo(i);
    }
    assertThat(ledger.size()).isZero();
    assertThat(run(call("where").server("s1")).asString()).isEqualTo(execution.thread());
  }

  @Rule("dispatch.load-sharing")
  @Test
  void twoServersShareATopic() throws Exception {
    Ledger other = new Ledger();
    bench.serve(execution, "s2", other);
    List<CompletableFuture<JsonNode>> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      calls.add(python.send(call("record").arg("value", i)));
    }
    for (CompletableFuture<JsonNode> call : calls) {
      call.get(20, TimeUnit.SECONDS);
    }
    assertThat(ledger.size() + other.size()).isEqualTo(40);
    assertThat(ledger.size()).isPositive();
    assertThat(other.size()).isPositive();
  }

  @Rule("dispatch.restart")
  @Test
  void aServerThatWasRestartedAnswersWhatWaitedForIt() throws Exception {
    assertThat(run(call("echo").server("s1").arg("value", 1)).intValue()).isEqualTo(1);
    server.close();
    CompletableFuture<JsonNode> waiting =
        python.send(call("echo").server("s1").arg("value", 2).timeout(Bench.SOON));
    await()
        .atMost(Bench.SOON)
        .until(() -> rabbit.node().queues(rabbit.virtualHost()).get(topic() + ".s1").ready() == 1);
    bench.serve(execution, "s1", ledger);
    assertThat(waiting.get(20, TimeUnit.SECONDS).intValue()).isEqualTo(2);
    assertThat(run(call("echo").server("s1").arg("value", 3)).intValue()).isEqualTo(3);
  }

  private String topic() {
    return bench.topic().requireTopic();
  }

  private PeerCommand call(String method) {
    return PeerCommand.call(topic(), method);
  }

  private static JsonNode run(PeerCommand command) throws Exception {
    return python.send(command).get(20, TimeUnit.SECONDS);
  }

  private static PeerFailure failure(PythonPeer peer, PeerCommand command) {
    ExecutionException e =
        catchThrowableOfType(
            ExecutionException.class, () -> peer.send(command).get(20, TimeUnit.SECONDS));
    assertThat(e).as("an error of the call").isNotNull();
    return (PeerFailure) e.getCause();
  }
}
