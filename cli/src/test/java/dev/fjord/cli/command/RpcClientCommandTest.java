package dev.fjord.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.cli.command.Session.Result;
import dev.fjord.cli.command.Session.Running;
import org.junit.jupiter.api.Test;

class RpcClientCommandTest {
  private final Session session = new Session();

  @Test
  void allCallsAreAnswered() throws Exception {
    try (Running ignored = session.serve("rpc-server")) {
      Result result = session.run("rpc-client", "-p", "5", "-m", "20");
      assertThat(result.lines().get(0)).startsWith("100 of 100 calls ok in ");
      assertThat(result.lines().get(1)).matches("latency: p50 .* ms, p90 .*, p99 .*, max .* ms");
      assertThat(result.lines()).hasSize(2);
      assertThat(result.code()).isZero();
    }
  }

  @Test
  void castsAndFanoutsAreSent() throws Exception {
    try (Running ignored = session.serve("rpc-server")) {
      assertThat(session.run("rpc-client", "-m", "10", "--is-cast").out())
          .startsWith("10 of 10 casts ok");
      assertThat(session.run("rpc-client", "-m", "10", "--is-fanout", "--json").out())
          .startsWith("{\"clients\":1,\"messages\":10,\"ok\":10,\"errors\":{},");
    }
  }

  @Test
  void errorsAreCountedByTypeAndDecideTheExitCode() throws Exception {
    Result nobody = session.run("rpc-client", "-p", "2", "-m", "3");
    assertThat(nobody.out()).contains("0 of 6 calls ok", "errors: 6 UndeliverableException");
    assertThat(nobody.code()).isEqualTo(4);

    try (Running ignored = session.serve("rpc-server")) {
      Result refused = session.run("rpc-client", "-m", "3", "--method", "where");
      assertThat(refused.out()).contains("errors: 3 TypeError (remote)");
      assertThat(refused.code()).isEqualTo(1);

      session.broker().dropMessages(1);
      Result lost = session.run("rpc-client", "-m", "3", "--timeout", "0.2");
      assertThat(lost.out()).contains("2 of 3 calls ok", "errors: 1 MessagingTimeoutException");
      assertThat(lost.code()).isEqualTo(3);
    }
  }

  @Test
  void numbersThatMakeNoSenseAreAUsageError() {
    assertThat(session.run("rpc-client", "-p", "0").code()).isEqualTo(2);
    assertThat(session.run("rpc-client", "-m", "x").code()).isEqualTo(2);
    assertThat(session.run("rpc-client", "--timeout", "-1").code()).isEqualTo(2);
  }
}
