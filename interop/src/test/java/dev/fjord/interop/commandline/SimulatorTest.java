package dev.fjord.interop.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fjord command at one end, a process that behaves as oslo.messaging's simulator at the other.
 */
@Timeout(120)
class SimulatorTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @BeforeAll
  @Timeout(360)
  static void build() throws Exception {
    try (FjordProcess first = FjordProcess.start("--version")) {
      assertThat(first.result(FjordProcess.BUILD_LIMIT).code()).isZero();
    }
  }

  @Rule("simulator.rpc-server")
  @ParameterizedTest
  @ValueSource(strings = {"blocking", "hybrid", "async"})
  void itsClientsCallAndCastToFjord(String executor) throws Exception {
    String topic = "load-" + executor;
    try (FjordProcess serving =
        fjord("rpc-server", "--topic", topic, "--server", "s1", "--executor", executor)) {
      serving.awaitReady();
      JsonNode called = simulate(topic, "rpc-client", "-p", "3", "-m", "20", "--timeout", "10");
      assertThat(called.get("errors")).isEmpty();
      assertThat(called.at("/sent/count").intValue()).isEqualTo(60);
      assertThat(called.get("returned")).isEqualTo(called.get("sent"));

      JsonNode cast = simulate(topic, "rpc-client", "-p", "2", "-m", "10", "--is-cast");
      assertThat(cast.get("errors")).isEmpty();
      JsonNode fanout = simulate(topic, "rpc-client", "-m", "10", "--is-cast", "--is-fanout");
      assertThat(fanout.get("errors")).isEmpty();
      awaitEmpty(topic);
      awaitEmpty(topic + ".s1");
      serving.terminate();
      assertThat(serving.result().code()).isZero();
    }
  }

  @Rule("simulator.sync")
  @ParameterizedTest
  @ValueSource(strings = {"call", "fanout"})
  void itsClientsEndFjordsServerWhenAllAreDone(String sync) throws Exception {
    String topic = "sync-" + sync;
    try (FjordProcess serving =
        fjord("rpc-server", "--topic", topic, "--server", "s1", "-w", "0.1")) {
      serving.awaitReady();
      JsonNode called =
          simulate(topic, "rpc-client", "-p", "2", "-m", "5", "--timeout", "10", "--sync", sync);
      assertThat(called.get("errors")).isEmpty();
      var result = serving.result();
      assertThat(result.code()).as(result.errors()).isZero();
    }
  }

  @Rule("simulator.rpc-client")
  @ParameterizedTest
  @CsvSource({"'', calls, 60", "--is-cast, casts, 60", "--is-fanout, casts, 60"})
  void fjordCallsAndCastsToItsServer(String kind, String unit, int count) throws Exception {
    String topic = "served" + kind;
    try (FjordProcess serving =
        FjordProcess.simulator(
            "--url", rabbit.url(), "--topic", topic, "--server", "s1", "rpc-server")) {
      serving.awaitReady();
      List<String> arguments =
          new ArrayList<>(
              List.of("--topic", topic, "-p", "3", "-m", "20", "--timeout", "10", "-w", "0.01"));
      if (!kind.isEmpty()) {
        arguments.add(kind);
      }
      try (FjordProcess calling = fjord("rpc-client", arguments.toArray(String[]::new))) {
        var result = calling.result();
        assertThat(result.code()).as(result.output() + result.errors()).isZero();
        assertThat(result.output()).startsWith(count + " of " + count + " " + unit + " ok");
      }
      serving.endInput();
      JsonNode summary = last(serving.result());
      assertThat(summary.get("count").intValue()).isEqualTo(count);
      assertThat(summary.get("numbers").intValue()).isEqualTo(20);
      assertThat(summary.get("from_the_future").intValue()).isZero();
    }
  }

  @Rule("simulator.notify-client")
  @Test
  void fjordListensToItsNotifications() throws Exception {
    try (FjordProcess listening = fjord("listen", "--topic", "load", "--count", "20")) {
      listening.awaitReady();
      assertThat(
              simulate("load", "notify-client", "-p", "2", "-m", "10").at("/sent/count").intValue())
          .isEqualTo(20);
      var result = listening.result();
      assertThat(result.code()).as(result.errors()).isZero();
      Map<String, Integer> publishers = new TreeMap<>();
      for (String line : result.output().lines().toList()) {
        JsonNode printed = JSON.readTree(line);
        assertThat(printed.get("priority").asString()).isEqualTo("INFO");
        assertThat(printed.get("event_type").asString()).isEqualTo("compute.start");
        assertThat(printed.get("payload").size()).isEqualTo(5);
        publishers.merge(printed.get("publisher_id").asString(), 1, Integer::sum);
      }
      assertThat(publishers).isEqualTo(Map.of("publisher-0", 10, "publisher-1", 10));
    }
  }

  @Rule("simulator.notify-server")
  @Test
  void fjordNotifiesItsListener() throws Exception {
    try (FjordProcess listening =
        FjordProcess.simulator(
            "--url", rabbit.url(), "--topic", "heard", "notify-server", "--requeue")) {
      listening.awaitReady();
      try (FjordProcess sending =
          fjord("notify-client", "--topic", "heard", "-p", "1", "-m", "10")) {
        var result = sending.result();
        assertThat(result.code()).as(result.errors()).isZero();
        assertThat(result.output()).startsWith("10 of 10 notifications ok");
      }
      awaitEmpty("heard.info");
      listening.endInput();
      JsonNode summary = last(listening.result());
      // Each comes twice: the first time it is put back.
      assertThat(summary.get("count").intValue()).isEqualTo(20);
      assertThat(summary.get("numbers").intValue()).isEqualTo(10);
    }
  }

  private static void awaitEmpty(String queue) {
    await()
        .atMost(Bench.SOON)
        .until(() -> rabbit.node().queues(rabbit.virtualHost()).get(queue).messages() == 0);
  }

  private static FjordProcess fjord(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--url", rabbit.url()));
    all.addAll(List.of(arguments));
    return FjordProcess.start(all.toArray(String[]::new));
  }

  private static JsonNode simulate(String topic, String... arguments) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("--url", rabbit.url(), "--topic", topic, "--server", "s1"));
    all.addAll(List.of(arguments));
    try (FjordProcess process = FjordProcess.simulator(all.toArray(String[]::new))) {
      return last(process.result());
    }
  }

  private static JsonNode last(FjordProcess.Result result) {
    assertThat(result.code()).as(result.errors()).isZero();
    List<String> lines = result.output().lines().toList();
    return JSON.readTree(lines.get(lines.size() - 1));
  }
}
