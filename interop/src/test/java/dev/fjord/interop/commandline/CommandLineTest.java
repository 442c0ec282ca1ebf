package dev.fjord.interop.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.python.PeerCommand;
import dev.fjord.interop.python.PythonPeer;
import dev.fjord.interop.rabbit.Firehose;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.Notifier;
import dev.fjord.transport.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fjord command against a real broker and real Python peers. */
@Timeout(120)
class CommandLineTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static PythonPeer python;
  private static FjordProcess server;
  private static Transport transport;

  @BeforeAll
  @Timeout(360)
  static void start() throws Exception {
    try (FjordProcess first = FjordProcess.start("--version")) {
      assertThat(first.result(FjordProcess.BUILD_LIMIT).code()).isZero();
    }
    server = FjordProcess.start("rpc-server", "--url", rabbit.url());
    python = PythonPeer.client(rabbit.url()).launch();
    transport = Transport.builder().config(FjordConfig.defaults()).url(rabbit.url()).open();
    python.awaitReady();
    server.awaitReady();
  }

  @AfterAll
  static void stop() {
    transport.close();
    python.close();
    server.close();
  }

  @Test
  void callPrintsItsResult() throws Exception {
    var result = fjord("call", "--method", "add", "--args", "{\"a\": 2, \"b\": 3}");
    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(result.output()).isEqualTo("5\n");
    var async =
        fjord("call", "--method", "echo_async", "--args", "{\"value\": {\"name\": \"S\u00fcd\"}}");
    assertThat(JSON.readTree(async.output())).isEqualTo(JSON.readTree("{\"name\": \"S\\u00fcd\"}"));
  }

  @Test
  void anErrorOnTheOtherSideIsExitCodeOne() throws Exception {
    var result =
        fjord(
            "call",
            "--method",
            "fail",
            "--args",
            "{\"kind\": \"IllegalStateException\", \"message\": \"on purpose\"}");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors()).contains("IllegalStateException", "on purpose");
    assertThat(fjord("call", "--method", "nosuch").code()).isEqualTo(1);
  }

  @Test
  void wrongUsageIsExitCodeTwo() throws Exception {
    assertThat(fjord("call", "--method", "echo", "--args", "no JSON").code()).isEqualTo(2);
    assertThat(fjord("call", "--nosuch").code()).isEqualTo(2);
    var executor = fjord("rpc-server", "--executor", "nosuch");
    assertThat(executor.code()).isEqualTo(2);
    assertThat(executor.errors()).contains("nosuch", "hybrid");
  }

  /** The time counts from the command's start, so it must be enough to reach the broker. */
  @Test
  void aTimeoutIsExitCodeThree() throws Exception {
    var result =
        fjord("call", "--method", "sleep_async", "--args", "{\"seconds\": 30}", "--timeout", "4");
    assertThat(result.code()).as(result.errors()).isEqualTo(3);
  }

  @Test
  void nobodyThereIsExitCodeFour() throws Exception {
    var unserved = fjord("call", "--topic", "nobody", "--method", "echo");
    assertThat(unserved.code()).isEqualTo(4);
    assertThat(unserved.errors()).contains("Nobody serves", "nobody");
    assertThat(fjord("cast", "--topic", "nobody", "--method", "echo").code()).isEqualTo(4);
    var broker =
        FjordProcess.run(
            "call", "--url", "rabbit://127.0.0.1:1/", "--method", "echo", "--timeout", "3");
    assertThat(broker.code()).isEqualTo(4);
    assertThat(broker.errors()).contains("127.0.0.1:1", "refused");
  }

  @Test
  void notifyIsPrintedByListen() throws Exception {
    try (FjordProcess listening =
        FjordProcess.start("listen", "--url", rabbit.url(), "--topic", "letters", "--count", "3")) {
      listening.awaitReady();
      var sent =
          fjord(
              "notify",
              "--topic",
              "letters",
              "--event-type",
              "room.closed",
              "--priority",
              "error",
              "--payload",
              "{\"n\": 7}");
      assertThat(sent.code()).as(sent.errors()).isZero();
      python
          .send(PeerCommand.notify("room.opened", Map.of("n", "\u00fc")).topics("letters"))
          .get(20, TimeUnit.SECONDS);
      Notifier.of(transport, "java")
          .topics(Target.topic("letters"))
          .bare()
          .audit(MessageContext.empty(), "room.seen", 1)
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
      var result = listening.result();
      assertThat(result.code()).isZero();
      List<String> events = new ArrayList<>();
      for (String line : result.output().lines().toList()) {
        JsonNode printed = JSON.readTree(line);
        events.add(printed.get("priority").asString() + " " + printed.get("event_type").asString());
      }
      assertThat(events)
          .containsExactlyInAnyOrder("ERROR room.closed", "INFO room.opened", "AUDIT room.seen");
    }
  }

  @Test
  void serveAnswersFromAFileAndPrintsWhatItIsAsked(@TempDir Path directory) throws Exception {
    Path answers = directory.resolve("answers.json");
    Files.writeString(answers, "{\"cpus\": {\"result\": 8}, \"resize\": {\"error\": \"no room\"}}");
    try (FjordProcess serving =
        FjordProcess.start(
            "serve",
            "--url",
            rabbit.url(),
            "--topic",
            "compute",
            "--answers",
            answers.toString())) {
      serving.awaitReady();
      assertThat(fjord("call", "--topic", "compute", "--method", "cpus").output()).isEqualTo("8\n");
      var failed = fjord("call", "--topic", "compute", "--method", "resize");
      assertThat(failed.code()).isEqualTo(1);
      assertThat(failed.errors()).contains("no room");
      assertThat(
              fjord("cast", "--topic", "compute", "--method", "cpus", "--args", "{\"vm\": \"v\"}")
                  .code())
          .isZero();
      serving.terminate();
      var result = serving.result();
      assertThat(result.code()).as(result.errors()).isZero();
      List<String> lines = result.output().lines().toList();
      assertThat(lines).hasSize(3);
      assertThat(JSON.readTree(lines.get(2)).at("/args/vm").asString()).isEqualTo("v");
    }
  }

  @ParameterizedTest
  @CsvSource({"blocking, platform, platform", "hybrid, virtual, loop", "async, '', loop"})
  void pythonCallsAServerOfEachExecutorAndItStopsCleanly(
      String executor, String blocking, String async) throws Exception {
    String topic = "bench-" + executor;
    try (FjordProcess serving =
        FjordProcess.start(
            "rpc-server", "--url", rabbit.url(), "--topic", topic, "--executor", executor)) {
      serving.awaitReady();
      assertThat(ask(PeerCommand.call(topic, "add_async").arg("a", 2).arg("b", 3)).intValue())
          .isEqualTo(5);
      assertThat(ask(PeerCommand.call(topic, "where_async")).get("thread").asString())
          .isEqualTo(async);
      if (!blocking.isEmpty()) {
        assertThat(ask(PeerCommand.call(topic, "where")).get("thread").asString())
            .isEqualTo(blocking);
      }

      // In the middle of a call: it is finished before the process ends.
      CompletableFuture<JsonNode> inProgress;
      try (RawBroker raw = rabbit.raw();
          Firehose firehose = raw.firehose()) {
        inProgress =
            python.send(
                PeerCommand.call(topic, "sleep_async").arg("seconds", 2).timeout(Bench.SOON));
        firehose.next(message -> message.routingKey().equals(topic), Bench.SOON);
      }
      await()
          .atMost(Bench.SOON)
          .until(() -> rabbit.node().queues(rabbit.virtualHost()).get(topic).messages() == 0);
      assertThat(inProgress).isNotDone();
      serving.terminate();
      assertThat(inProgress.get(20, TimeUnit.SECONDS).asString()).isEqualTo("slept");
      var result = serving.result();
      assertThat(result.code()).as(result.errors()).isZero();
    }
  }

  private static JsonNode ask(PeerCommand command) throws Exception {
    return python.send(command).get(20, TimeUnit.SECONDS);
  }

  private static FjordProcess.Result fjord(String command, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(command, "--url", rabbit.url()));
    all.addAll(List.of(arguments));
    return FjordProcess.run(all.toArray(String[]::new));
  }
}
