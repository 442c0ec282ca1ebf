package dev.fjord.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.cli.command.Session.Result;
import dev.fjord.cli.command.Session.Running;
import org.junit.jupiter.api.Test;

class NotificationCommandsTest {
  private final Session session = new Session();

  @Test
  void eachNotificationIsALineInOrderUntilTheCount() throws Exception {
    Running listener = session.serve("listen", "--count", "2");
    session.run(
        "notify",
        "--event-type",
        "vm.created",
        "--publisher",
        "compute.é",
        "--payload",
        "{\"n\": 123456789012345678901234567890}",
        "--context",
        "{\"user\": \"u1\"}");
    session.run("notify", "--event-type", "vm.deleted", "--priority", "ERROR", "--v1");
    session.run("notify", "--event-type", "vm.resized", "--priority", "warn");

    Result result = listener.end();
    assertThat(result.code()).isZero();
    assertThat(result.err().trim()).isEqualTo("ready");
    assertThat(result.lines()).hasSize(2);
    assertThat(result.lines().get(0))
        .matches(
            "\\{\"priority\":\"INFO\",\"publisher_id\":\"compute.\\\\u00[eE]9\","
                + "\"event_type\":\"vm.created\",\"payload\":"
                + "\\{\"n\": ?123456789012345678901234567890\\},"
                + "\"message_id\":\"[-0-9a-f]{36}\",\"timestamp\":\"[-0-9 :.]+\","
                + "\"context\":\\{\"user\":\"u1\"\\}\\}");
    assertThat(result.lines().get(1)).contains("\"priority\":\"ERROR\"", "vm.deleted");
  }

  @Test
  void onlyThePrioritiesAskedForAreTaken() throws Exception {
    Running listener =
        session.serve(
            "listen", "--priority", "error,critical", "--priority", "audit", "--count", "3");
    for (String priority : new String[] {"info", "audit", "warn", "critical", "error"}) {
      assertThat(session.run("notify", "--event-type", "e", "--priority", priority).code())
          .isZero();
    }
    assertThat(listener.end().out())
        .contains("\"AUDIT\"", "\"CRITICAL\"", "\"ERROR\"")
        .doesNotContain("\"INFO\"", "\"WARN\"");
  }

  @Test
  void listeningEndsAtTheLimitOrASignal() throws Exception {
    Running limited = session.serve("listen", "-l", "0.01");
    assertThat(limited.end()).isEqualTo(new Result(0, "", limited.end().err()));
    Running signalled = session.serve("listen");
    assertThat(signalled.signal().code()).isZero();
  }

  @Test
  void aPoolSharesNotifications() throws Exception {
    Running inPool = session.serve("listen", "--pool", "p", "--count", "1");
    Running outside = session.serve("listen", "--count", "1");
    session.run("notify", "--event-type", "e");
    assertThat(inPool.end().lines()).hasSize(1);
    assertThat(outside.end().lines()).hasSize(1);
  }

  @Test
  void anUnknownPriorityIsAUsageError() {
    Result result = session.run("notify", "--event-type", "e", "--priority", "urgent");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--priority").contains("AUDIT, DEBUG, INFO");
  }

  @Test
  void manyNotificationsAreCounted() throws Exception {
    Running listener = session.serve("listen", "--count", "40");
    Result result = session.run("notify-client", "-p", "4", "-m", "10");
    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("40 of 40 notifications ok in ");
    assertThat(listener.end().lines()).hasSize(40);
  }
}
