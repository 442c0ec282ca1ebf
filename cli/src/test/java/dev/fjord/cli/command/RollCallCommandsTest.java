package dev.fjord.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.cli.command.Session.Result;
import dev.fjord.cli.command.Session.Running;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollCallCommandsTest {
  private final Session session = new Session();
  private final List<Running> servers = new ArrayList<>();

  @BeforeEach
  void serve() throws InterruptedException {
    for (String name : List.of("s1", "s2", "s3")) {
      servers.add(
          session.serve(
              "rpc-server",
              "--server",
              name,
              "--config",
              "rpc_ping_enabled=true",
              "--config",
              "rpc_introspection_enabled=true"));
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (Running server : servers) {
      server.close();
    }
  }

  @Test
  void everyServerOfATopicAnswersAPing() {
    Result result = session.run("ping", "--count", "3", "--timeout", "20");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.lines()).hasSize(4);
    assertThat(result.lines().get(0)).matches("answer +after ms +server");
    assertThat(result.lines().subList(1, 4)).allMatch(line -> line.matches(" +[123] +\\d+\\.\\d+"));
  }

  @Test
  void askedForNamesTheyTellThem() {
    Result result = session.run("ping", "--names", "--json", "--count", "3", "--timeout", "20");
    assertThat(result.lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("\"server\":\"s1\""))
        .anyMatch(line -> line.contains("\"server\":\"s2\""))
        .anyMatch(line -> line.contains("\"server\":\"s3\""));
  }

  @Test
  void oneServerIsAskedByItsName() {
    Result result = session.run("ping", "--server", "s2");
    assertThat(result.code()).isZero();
    assertThat(result.lines()).hasSize(2);
    assertThat(result.lines().get(1)).endsWith("s2");
  }

  @Test
  void fewerThanTheCountIsAnErrorAfterTheTimeout() {
    Result result = session.run("ping", "--count", "4", "--timeout", "0.3");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.lines()).hasSize(4);
    assertThat(result.err()).contains("Only 3 answered");
  }

  @Test
  void aTopicThatNobodyServesIsNamed() {
    Result result = session.run("ping", "--topic", "nowhere");
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).contains("Nobody serves", "nowhere", "openstack", "--topic");
  }

  @Test
  void whoIsGoneDoesNotAnswer() throws Exception {
    for (Running server : servers) {
      server.close();
    }
    Result result = session.run("ping", "--timeout", "0.2");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("Nobody answered", "--timeout");
  }

  @Test
  void aServerWithoutPingIsAliveAndOneWithoutIntrospectionSaysWhatToSet() throws Exception {
    try (Running ignored = session.serve("rpc-server", "--topic", "plain")) {
      Result ping = session.run("ping", "--topic", "plain", "--timeout", "0.3");
      assertThat(ping.code()).isZero();
      assertThat(ping.err()).contains("set rpc_ping_enabled = true");
      Result info = session.run("info", "--topic", "plain", "--timeout", "0.3");
      assertThat(info.code()).isEqualTo(1);
      assertThat(info.err()).contains("set rpc_introspection_enabled = true");
    }
  }

  @Test
  void infoTellsWhatIsServed() {
    Result result = session.run("info", "--server", "s1");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.lines().get(0)).startsWith("s1 of workbench, executor hybrid, up ");
    assertThat(result.out()).containsPattern("add +\\(none\\) +1\\.0 +blocking +a, b");
    assertThat(result.out()).containsPattern("add_async +\\(none\\) +1\\.0 +async +a, b");
    Result json = session.run("info", "--json", "--count", "3");
    assertThat(json.lines()).hasSize(3).allMatch(line -> line.contains("\"endpoints\":[{"));
  }

  @Test
  void statsCountWhatWasCalled() {
    for (int i = 0; i < 3; i++) {
      session.run(
          "call", "--server", "s1", "--method", "add", "--args", "{\"a\": 1, \"b\": " + i + "}");
    }
    session.run(
        "call",
        "--server",
        "s1",
        "--method",
        "fail",
        "--args",
        "{\"kind\": \"IOException\", \"message\": \"secret\"}");
    session.run("call", "--server", "s1", "--method", "nope");
    Result result = session.run("stats", "--server", "s1");
    assertThat(result.out())
        .containsPattern("add +\\(none\\) +3 +0 +0 ")
        .containsPattern("fail +\\(none\\) +1 +1 +0 .*java\\.io\\.IOException")
        .doesNotContain("secret");
    assertThat(session.run("stats", "--server", "s1", "--json").out()).contains("\"refused\":1");
  }
}
