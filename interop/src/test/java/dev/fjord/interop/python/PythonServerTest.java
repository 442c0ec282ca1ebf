package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.UndeliverableException;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.TypeRef;
import dev.fjord.transport.Transport;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A Java client calls an unmodified Python server. */
class PythonServerTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private static final String TOPIC = "booking";
  private static PythonPeer first;
  private static PythonPeer second;
  private static PythonPeer named;
  private static PythonPeer sleepy;
  private static Transport transport;
  private static RpcClient client;

  @BeforeAll
  static void start() {
    first = PythonPeer.rpcServer(rabbit.url(), TOPIC, "desk1").launch();
    second = PythonPeer.rpcServer(rabbit.url(), TOPIC, "desk2").launch();
    named =
        PythonPeer.rpcServer(rabbit.url(), "vault", "v1")
            .option("exchange", "vaults")
            .option("namespace", "safe")
            .option("version", "1.3")
            .launch();
    sleepy = PythonPeer.rpcServer(rabbit.url(), "sleepy", "s1").launch();
    transport = Transport.builder().config(FjordConfig.defaults()).url(rabbit.url()).open();
    client = RpcClient.of(transport, Target.topic(TOPIC)).timeout(Bench.SOON);
    Stream.of(first, second, named, sleepy).forEach(PythonPeer::awaitReady);
  }

  @AfterAll
  static void stop() {
    transport.close();
    Stream.of(first, second, named, sleepy).forEach(PythonPeer::close);
  }

  @Rule({"json.values", "json.big-integers"})
  @Test
  void everyJsonValueComesBackAsItWent() {
    List<Object> values = new ArrayList<>();
    values.add(null);
    values.addAll(List.of(true, false, 0, -1, 7, 2.5, 1.0, 1e22, 1e-7, Long.MIN_VALUE));
    values.add(BigInteger.TWO.pow(70));
    values.addAll(List.of("", "h\u00e9llo \u65e5\u672c \uD83D\uDE80 \u0000\"\\/"));
    values.addAll(List.of(List.of(), Map.of(), Map.of("a", List.of(1, Map.of("b", List.of())))));
    assertThat(client.request("echo").arg("value", values).call(new TypeRef<List<Object>>() {}))
        .isEqualTo(values);
  }

  @Rule({"json.not-a-number", "json.big-integers"})
  @Test
  void numbersThatJsonDoesNotKnowComeAndGo() {
    assertThat(client.request("not_a_number").call(new TypeRef<List<Double>>() {}))
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY);
    assertThat(client.request("echo").arg("value", Double.NaN).call(Double.class)).isNaN();
    assertThat(client.request("big_int").arg("bits", 70).call(BigInteger.class))
        .isEqualTo(BigInteger.TWO.pow(70));
    assertThat(client.request("add").arg("a", 2).arg("b", 3).call(Integer.class)).isEqualTo(5);
    assertThat(client.request("nothing").call(Object.class)).isNull();
    assertThat(client.request("large").arg("size", 3_000_000).call(String.class))
        .hasSize(3_000_000);
  }

  @Rule({"failure.from-python", "failure.builtins"})
  @ParameterizedTest
  @CsvSource({
    "ValueError,   builtins",
    "KeyError,     builtins",
    "RuntimeError, builtins",
    "BookingError, peer_errors",
  })
  void anErrorComesWithTypeModuleTextAndTrace(String type, String module) {
    RemoteErrorException e =
        failure(client.request("fail").arg("kind", type).arg("message", "voll \u00fc"));
    assertThat(e.type()).isEqualTo(type);
    assertThat(e.failure().module()).isEqualTo(module);
    assertThat(e.remoteMessage()).contains("voll \u00fc");
    assertThat(e.failure().args()).isEqualTo(List.of("voll \u00fc"));
    assertThat(e.failure().traceback()).isNotEmpty().anyMatch(line -> line.contains("in fail"));
  }

  @Rule("failure.from-python")
  @Test
  void anErrorsOwnValuesCome() {
    RemoteErrorException e =
        failure(
            client
                .request("fail")
                .arg("kind", "BookingError")
                .arg("message", "full")
                .arg("room", 7));
    assertThat(e.failure().kwargs()).isEqualTo(Map.of("room", 7));
    assertThat(failure(client.request("fail_expected").arg("message", "planned")).type())
        .isEqualTo("ExpectedError");
  }

  /** Python gives a rebuilt error another name, which it takes off again when it sends it on. */
  @Rule("failure.remote-suffix")
  @Test
  void anErrorThatWasRemoteToPythonKeepsItsName() throws Exception {
    try (PythonPeer relay =
        PythonPeer.client(rabbit.url()).option("allowed-remote-exmod", "peer_errors").start()) {
      relay.send(PeerCommand.serve("relay", "r1")).get(20, TimeUnit.SECONDS);
      RemoteErrorException e =
          failure(
              client
                  .target(Target.topic("relay"))
                  .request("relay")
                  .arg("topic", TOPIC)
                  .arg("method", "fail")
                  .arg("args", Map.of("kind", "BookingError", "message", "full", "room", 7)));
      assertThat(e.type()).isEqualTo("BookingError");
      assertThat(e.failure().module()).isEqualTo("peer_errors");
    }
  }

  @Rule("dispatch.no-such-method")
  @Test
  void theLibrarysOwnErrorsCome() {
    RemoteErrorException unknown = failure(client.request("nosuch"));
    assertThat(unknown.type()).isEqualTo("NoSuchMethod");
    assertThat(unknown.failure().module()).isEqualTo("oslo_messaging.rpc.dispatcher");
    RemoteErrorException version =
        failure(client.target(Target.topic(TOPIC).version("7.0")).request("echo"));
    assertThat(version.type()).isEqualTo("UnsupportedVersion");
    RemoteErrorException arguments = failure(client.request("add").arg("a", 1));
    assertThat(arguments.type()).isEqualTo("TypeError");
    assertThat(arguments.failure().module()).isEqualTo("builtins");
  }

  @Test
  void aResultThatPythonCannotSendEndsInATimeout() {
    assertThatExceptionOfType(MessagingTimeoutException.class)
        .isThrownBy(
            () ->
                client
                    .timeout(Duration.ofMillis(700))
                    .request("unserialisable")
                    .call(Object.class));
  }

  @Rule({"request.mandatory", "request.fanout-to-nobody"})
  @Test
  void aRequestThatNobodyServesFailsAtOnce() {
    RpcClient lost = client.target(Target.topic("nobody-here"));
    assertThatExceptionOfType(UndeliverableException.class)
        .isThrownBy(() -> lost.request("echo").call(Object.class));
    assertThatExceptionOfType(UndeliverableException.class)
        .isThrownBy(() -> lost.request("echo").cast());
    assertThatExceptionOfType(UndeliverableException.class)
        .isThrownBy(
            () ->
                client
                    .target(Target.topic(TOPIC).server("nobody"))
                    .request("echo")
                    .call(Object.class));
    // A fanout may have no listeners.
    client.target(Target.topic("nobody-here").fanout()).request("echo").cast();
  }

  @Rule({"dispatch.namespace", "dispatch.version", "names.exchange"})
  @Test
  void namespaceVersionAndExchangeChooseTheServer() {
    Target vault = Target.topic("vault").exchange("vaults").namespace("safe");
    assertThat(
            client
                .target(vault.version("1.2"))
                .request("add")
                .arg("a", "x")
                .arg("b", "y")
                .call(String.class))
        .isEqualTo("xy");
    assertThat(failure(client.target(vault.version("1.4")).request("nothing")).type())
        .isEqualTo("UnsupportedVersion");
    assertThat(
            failure(
                    client
                        .target(Target.topic("vault").exchange("vaults").version("1.2"))
                        .request("nothing"))
                .type())
        .isEqualTo("UnsupportedVersion");
  }

  @Rule("request.context")
  @Test
  void theContextArrives() {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("user_id", "u1");
    context.put("roles", List.of("a", "\u00e9"));
    context.put("nested", Map.of("k", 1));
    context.put("none", null);
    Map<String, Object> seen =
        client
            .context(MessageContext.of(context))
            .request("whoami")
            .call(new TypeRef<Map<String, Object>>() {});
    // Python adds this key to every context.
    context.put("client_timeout", null);
    assertThat(seen).isEqualTo(context);
  }

  @Rule("heartbeat.from-python")
  @Test
  void aMonitoredCallLivesOnHeartbeats() {
    assertThat(
            client
                .monitor(Duration.ofSeconds(2))
                .request("sleep")
                .arg("seconds", 3)
                .call(String.class))
        .isEqualTo("slept");
  }

  @Rule("heartbeat.from-python")
  @Test
  void aMonitoredCallToAServerThatStandsStillEndsEarly() throws Exception {
    RpcClient monitored =
        client.target(Target.topic("sleepy")).monitor(Duration.ofSeconds(2)).timeout(Bench.SOON);
    CompletableFuture<String> call =
        monitored.request("sleep").arg("seconds", 60).callAsync(String.class);
    sleepy.awaitEvent("sleeping", Bench.SOON);
    sleepy.freeze();
    try {
      assertThat(call)
          .failsWithin(Duration.ofSeconds(8))
          .withThrowableThat()
          .withCauseInstanceOf(MessagingTimeoutException.class);
    } finally {
      sleepy.thaw();
    }
  }

  @Rule({"names.fanout", "names.server"})
  @Test
  void aFanoutReachesEveryServerAndACastTheNamedOne() throws Exception {
    client.target(Target.topic(TOPIC).fanout()).request("record").arg("n", "all").cast();
    first.awaitEvent(event -> isRecord(event, "all"), "record all", Bench.SOON);
    second.awaitEvent(event -> isRecord(event, "all"), "record all", Bench.SOON);
    client
        .target(Target.topic(TOPIC).server("desk2"))
        .context(MessageContext.empty().with("user_id", "u1"))
        .request("record")
        .arg("n", "one")
        .cast();
    JsonNode event = second.awaitEvent(e -> isRecord(e, "one"), "record one", Bench.SOON);
    assertThat(event.at("/ctxt/user_id").asString()).isEqualTo("u1");
  }

  @Test
  void manyCallsAtATimeAreEachAnsweredTheirOwn() throws Exception {
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      calls.add(client.request("add").arg("a", i).arg("b", i).callAsync(Integer.class));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(calls.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(2 * i);
    }
  }

  private static boolean isRecord(JsonNode event, String n) {
    return event.path("event").asString("").equals("record")
        && event.at("/args/n").asString("").equals(n);
  }

  private static RemoteErrorException failure(dev.fjord.rpc.RpcRequest request) {
    RemoteErrorException e =
        catchThrowableOfType(RemoteErrorException.class, () -> request.call(Object.class));
    assertThat(e).as("an error of the call").isNotNull();
    return e;
  }
}
