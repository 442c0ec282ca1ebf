package dev.fjord.interop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fjord.ExecutorRefusedException;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Letters;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.NotificationListener;
import dev.fjord.rpc.RpcServer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cell of the matrix that cannot run: methods that may block, on loops only. */
class RefusalTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private static final Execution BLOCKING_METHODS = Execution.BLOCKING_METHODS_ON_HYBRID;

  @ParameterizedTest(name = "over {0}")
  @EnumSource(Wire.class)
  void asyncRefusesRequestMethodsThatMayBlockAndNamesThem(Wire wire) throws Exception {
    try (Bench bench = new Bench(wire, rabbit)) {
      RpcServer.Builder server =
          RpcServer.builder(bench.transport(), bench.topic().server("s1"))
              .endpoint(BLOCKING_METHODS.desk(new Ledger()))
              .endpoint(Execution.ASYNC_METHODS_ON_ASYNC.desk(new Ledger()))
              .executor("async");
      assertThatExceptionOfType(ExecutorRefusedException.class)
          .isThrownBy(server::start)
          .satisfies(
              e -> {
                assertThat(e.executor()).isEqualTo("async");
                assertThat(e.methods())
                    .contains("BlockingDesk.echo", "BlockingDesk.hold")
                    .allMatch(method -> method.startsWith("BlockingDesk."));
                assertThat(e).hasMessageContaining("BlockingDesk.echo");
              });
      // A refusal leaves nothing behind: the same name can serve at once.
      bench.serve(Execution.ASYNC_METHODS_ON_ASYNC, "s1", new Ledger());
      assertThat(bench.client().request("where").call(String.class)).isEqualTo("loop");
    }
  }

  @ParameterizedTest(name = "over {0}")
  @EnumSource(Wire.class)
  void asyncRefusesNotificationMethodsThatMayBlockAndNamesThem(Wire wire) throws Exception {
    try (Bench bench = new Bench(wire, rabbit)) {
      NotificationListener.Builder listener =
          NotificationListener.builder(bench.transport(), bench.topic())
              .endpoint(BLOCKING_METHODS.mailbox(new Letters()))
              .executor("async");
      assertThatExceptionOfType(ExecutorRefusedException.class)
          .isThrownBy(listener::start)
          .satisfies(e -> assertThat(e.methods()).containsExactly("BlockingMailbox.onLetter"));
    }
  }
}
