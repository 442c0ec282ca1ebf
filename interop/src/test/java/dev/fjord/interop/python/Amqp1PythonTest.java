package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fjord.MessageContext;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.embedded.artemis.BrokerSettings;
import dev.fjord.interop.artemis.ArtemisBroker;
import dev.fjord.interop.artemis.OwnArtemis;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.notify.Notification;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.TypeRef;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Unmodified Python, over its own AMQP 1.0 driver, calls Java and is called by it, under each way
 * of addressing. The broker must not look at the expiry of messages, see {@link
 * BrokerSettings#ignoringExpiry}.
 */
@Timeout(60)
@ParameterizedClass(name = "{0}")
@EnumSource(Amqp1Addressing.class)
class Amqp1PythonTest {
  @RegisterExtension
  static final OwnArtemis artemis =
      new OwnArtemis(() -> ArtemisBroker.start(BrokerSettings::ignoringExpiry));

  @RegisterExtension
  static final SharedPython python = new SharedPython(() -> PythonPeer.client(artemis.url()));

  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.rpc");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Parameter Amqp1Addressing addressing;

  private final String id = UUID.randomUUID().toString().substring(0, 8);
  private final String topic = "topic-" + id;
  private final List<String> started = new ArrayList<>();
  private String url;
  private JavaSide java;

  @BeforeEach
  void open() {
    url = addressing.in(artemis.broker().url("host-" + id));
    java = new JavaSide(url, Map.of());
  }

  @AfterEach
  void close() throws Exception {
    for (String name : started) {
      run(PeerCommand.end(name));
    }
    java.close();
  }

  /** What Python does by itself through this broker; Java has to do no less. */
  @Test
  void pythonCallsPython() throws Exception {
    servePython("p1-" + id);
    assertThat(run(call("add").arg("a", 2).arg("b", 3)).intValue()).isEqualTo(5);
    assertThat(run(call("echo").server("p1-" + id).arg("value", "x")).asString()).isEqualTo("x");
    assertThat(failure(call("fail").arg("kind", "ValueError").arg("message", "no")).className())
        .isEqualTo("ValueError");
    run(PeerCommand.fanout(topic, "record").arg("n", "all").on(url));
    awaitRecord("p1-" + id, "all");
    assertThat(
            run(call("sleep").arg("seconds", 3).timeout(Bench.SOON).monitor(Duration.ofSeconds(2)))
                .asString())
        .isEqualTo("slept");
  }

  @Test
  void pythonCallsJava() throws Exception {
    java.serve(topic, "j1");
    List<Object> values = new ArrayList<>();
    values.addAll(List.of(true, 0, -1, 2.5, 1e22, Long.MIN_VALUE, BigInteger.TWO.pow(70)));
    values.addAll(List.of("", "h\u00e9llo \u65e5\u672c \uD83D\uDE80 \u0000\"\\/", List.of()));
    values.addAll(List.of(Map.of("a", List.of(1, Map.of("b", List.of())))));
    values.add(null);
    assertThat(run(call("echo").arg("value", values)))
        .isEqualTo(JSON.readTree(JSON.writeValueAsString(values)));
    assertThat(run(call("add").arg("a", 2).arg("b", 3)).intValue()).isEqualTo(5);
    assertThat(run(call("whoami").context("user_id", "u1")).get("user_id").asString())
        .isEqualTo("u1");
    String large = "x".repeat(1_000_000);
    assertThat(run(call("echo").arg("value", large)).asString()).isEqualTo(large);
  }

  @Test
  void pythonSeesJavasErrors() {
    java.serve(topic, "j1");
    PeerFailure failed = failure(call("fail").arg("kind", "BookingException").arg("message", "no"));
    assertThat(failed.className()).isEqualTo("RemoteError");
    assertThat(failed.remoteType()).isEqualTo("BookingException");
    assertThat(failed.remoteMessage()).isEqualTo("no");
    assertThat(failure(call("add").arg("a", 1)).className()).isEqualTo("TypeError");
    assertThat(failure(call("nosuch")).remoteType()).isEqualTo("NoSuchMethod");
    assertThat(failure(call("unencodable")).remoteType()).isEqualTo("SerializationException");
    assertThat(failure(call("hold").timeout(Duration.ofMillis(700))).className())
        .isEqualTo("MessagingTimeout");
  }

  @Test
  void pythonReachesOneJavaServerAndAll() throws Exception {
    java.serve(topic, "j1");
    try (JavaSide other = new JavaSide(url, Map.of())) {
      other.serve(topic, "j2");
      for (int i = 0; i < 4; i++) {
        run(PeerCommand.cast(topic, "record").server("j2").arg("value", i).on(url));
        assertThat(other.ledger().next(Bench.SOON).value()).isEqualTo(i);
      }
      assertThat(java.ledger().size()).isZero();
      run(PeerCommand.fanout(topic, "record").arg("value", "all").context("k", "v").on(url));
      Ledger.Entry entry = java.ledger().next(Bench.SOON);
      assertThat(entry.value()).isEqualTo("all");
      assertThat(entry.context().get("k")).contains("v");
      assertThat(other.ledger().next(Bench.SOON).value()).isEqualTo("all");
    }
  }

  @Test
  void javasHeartbeatsKeepPythonsCallAlive() throws Exception {
    java.serve(topic, "j1");
    // Silent for longer than the two seconds that the caller allows, were it not for heartbeats.
    java.transport().timers().schedule(Duration.ofMillis(3_300), java.ledger()::open);
    assertThat(run(call("hold").timeout(Bench.SOON).monitor(Duration.ofSeconds(2))).asString())
        .isEqualTo("let go");
  }

  @Test
  void javaCallsPython() throws Exception {
    servePython("p1-" + id);
    RpcClient client = java.client(Target.topic(topic));
    assertThat(client.request("add").arg("a", 2).arg("b", 3).call(Integer.class)).isEqualTo(5);
    assertThat(client.request("big_int").arg("bits", 70).call(BigInteger.class))
        .isEqualTo(BigInteger.TWO.pow(70));
    assertThat(client.request("nothing").call(Object.class)).isNull();
    assertThat(client.request("large").arg("size", 1_000_000).call(String.class))
        .hasSize(1_000_000);
    assertThat(
            client
                .context(MessageContext.empty().with("user_id", "u1"))
                .request("whoami")
                .call(new TypeRef<Map<String, Object>>() {}))
        .containsEntry("user_id", "u1");
    assertThat(
            client
                .target(Target.topic(topic).server("p1-" + id))
                .request("echo")
                .arg("value", "x")
                .call(String.class))
        .isEqualTo("x");
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      calls.add(client.request("add").arg("a", i).arg("b", i).callAsync(Integer.class));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(calls.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(2 * i);
    }
  }

  @Test
  void javaSeesPythonsErrors() throws Exception {
    servePython("p1-" + id);
    RpcClient client = java.client(Target.topic(topic));
    RemoteErrorException failed =
        catchThrowableOfType(
            RemoteErrorException.class,
            () ->
                client
                    .request("fail")
                    .arg("kind", "BookingError")
                    .arg("message", "voll \u00fc")
                    .arg("room", 7)
                    .call(Object.class));
    assertThat(failed.type()).isEqualTo("BookingError");
    assertThat(failed.failure().module()).isEqualTo("peer_errors");
    assertThat(failed.remoteMessage()).contains("voll \u00fc");
    assertThat(failed.failure().kwargs()).isEqualTo(Map.of("room", 7));
    assertThat(failed.failure().traceback()).isNotEmpty();
    assertThatExceptionOfType(MessagingTimeoutException.class)
        .isThrownBy(
            () ->
                client
                    .timeout(Duration.ofMillis(700))
                    .request("sleep")
                    .arg("seconds", 2)
                    .call(Object.class));
  }

  @Test
  void javaReachesOnePythonServerAndAll() throws Exception {
    servePython("p1-" + id);
    servePython("p2-" + id);
    java.client(Target.topic(topic).fanout()).request("record").arg("n", "all").cast();
    awaitRecord("p1-" + id, "all");
    java.client(Target.topic(topic).fanout()).request("record").arg("n", "again").cast();
    awaitRecord("p2-" + id, "again");
    java.client(Target.topic(topic).server("p2-" + id)).request("record").arg("n", "one").cast();
    awaitRecord("p2-" + id, "one");
  }

  @Test
  void pythonsHeartbeatsKeepJavasCallAlive() throws Exception {
    servePython("p1-" + id);
    assertThat(
            java.client(Target.topic(topic))
                .monitor(Duration.ofSeconds(2))
                .request("sleep")
                .arg("seconds", 3)
                .call(String.class))
        .isEqualTo("slept");
  }

  @Test
  void javaTakesPythonsNotifications() throws Exception {
    java.listen(topic);
    for (String form : List.of("messaging", "messagingv2")) {
      for (Priority priority : Priority.values()) {
        run(
            PeerCommand.notify("tick." + form, Map.of("n", 1))
                .topics(topic)
                .driver(form)
                .priority(priority.key())
                .context("user_id", "u1")
                .on(url));
        Notification seen = java.letters().next(Bench.SOON);
        assertThat(seen.priority()).isEqualTo(priority);
        assertThat(seen.eventType()).isEqualTo("tick." + form);
        assertThat(seen.payload(Object.class)).isEqualTo(Map.of("n", 1));
        assertThat(seen.context().get("user_id")).contains("u1");
      }
    }
  }

  @Test
  void pythonTakesJavasNotifications() throws Exception {
    run(PeerCommand.listen("l1-" + id, topic).on(url));
    started.add("l1-" + id);
    for (Priority priority : Priority.values()) {
      java.publish(topic, priority, Map.of("n", 1));
      JsonNode seen =
          python.awaitEvent(
              event -> event.path("listener").asString("").equals("l1-" + id),
              "a notification",
              Bench.SOON);
      assertThat(seen.get("priority").asString()).isEqualTo(priority.key());
      assertThat(seen.at("/payload/n").intValue()).isEqualTo(1);
      assertThat(seen.get("publisher_id").asString()).isEqualTo("java.host1");
    }
  }

  private void servePython(String name) throws Exception {
    int before = artemis.broker().subscribers();
    run(PeerCommand.serve(topic, name).on(url));
    started.add(name);
    // It says that it serves before its links are attached; what is sent to all by then is lost.
    Awaitility.await()
        .atMost(Bench.SOON)
        .untilAsserted(() -> assertThat(artemis.broker().subscribers()).isGreaterThan(before));
  }

  private PeerCommand call(String method) {
    return PeerCommand.call(topic, method).timeout(Bench.SOON).on(url);
  }

  private void awaitRecord(String server, String n) {
    python.awaitEvent(
        event ->
            event.path("server").asString("").equals(server)
                && event.at("/args/n").asString("").equals(n),
        n + " at " + server,
        Bench.SOON);
  }

  private static JsonNode run(PeerCommand command) throws Exception {
    return python.answer(command);
  }

  private static PeerFailure failure(PeerCommand command) {
    ExecutionException e =
        catchThrowableOfType(ExecutionException.class, () -> python.answer(command));
    assertThat(e).as("an error of the call").isNotNull();
    return (PeerFailure) e.getCause();
  }
}
