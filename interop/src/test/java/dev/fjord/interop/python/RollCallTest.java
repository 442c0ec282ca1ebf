package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.cli.command.FjordCommand;
import dev.fjord.cli.command.Shell;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.rabbit.BrokerView;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers of both languages answer {@code fjord ping}, {@code info} and {@code stats}. */
class RollCallTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension
  static final SharedPython python =
      new SharedPython(() -> PythonPeer.client(rabbit.url()).conf("rpc_ping_enabled", "true"));

  private static final FjordConfig CONFIG =
      FjordConfig.builder()
          .set(CoreOptions.RPC_PING_ENABLED, "true")
          .set(CoreOptions.RPC_INTROSPECTION_ENABLED, "true")
          .build();

  /** What a command printed. */
  private record Result(int code, List<String> out, String err) {}

  @Test
  void everyServerOfATopicAnswersInItsOwnLanguage() throws Exception {
    python.answer(PeerCommand.serve("mixed", "p1"));
    try (Transport transport = open();
        RpcServer one = serve(transport, "mixed", "j1", Execution.BLOCKING_METHODS_ON_HYBRID);
        RpcServer two = serve(transport, "mixed", "j2", Execution.ASYNC_METHODS_ON_ASYNC)) {
      Result ping = fjord("ping", "--topic", "mixed", "--count", "3", "--timeout", "20");
      assertThat(ping.code()).as(ping.err()).isZero();
      assertThat(ping.out()).hasSize(4);

      Result info = fjord("info", "--topic", "mixed", "--count", "2", "--timeout", "20");
      assertThat(info.code()).as(info.err()).isZero();
      assertThat(info.out())
          .anyMatch(line -> line.startsWith("j1 of mixed, executor hybrid"))
          .anyMatch(line -> line.startsWith("j2 of mixed, executor async"))
          .anyMatch(line -> line.strip().startsWith("echo "));
      assertThat(fjord("stats", "--topic", "mixed", "--server", "j2").out()).hasSizeGreaterThan(3);

      Result pythons = fjord("info", "--topic", "mixed", "--server", "p1");
      assertThat(pythons.code()).isEqualTo(1);
      assertThat(pythons.err()).contains("set rpc_introspection_enabled = true there");
      assertThat(fjord("ping", "--topic", "mixed", "--server", "p1").code()).isZero();
      assertThat(List.of(one.executor(), two.executor())).containsExactly("hybrid", "async");
    }
    python.answer(PeerCommand.end("p1"));
  }

  @Test
  void askingForATopicThatIsNotThereLeavesNothingBehind() {
    Result result = fjord("ping", "--topic", "misspelt");
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).contains("Nobody serves", "misspelt");
    assertThat(BrokerView.of(rabbit.node(), rabbit.virtualHost()))
        .noneMatch(line -> line.contains("misspelt"));
  }

  private static Transport open() {
    return Transport.builder().config(CONFIG).url(rabbit.url()).open();
  }

  private static RpcServer serve(
      Transport transport, String topic, String server, Execution execution) {
    return RpcServer.builder(transport, Target.topic(topic).server(server))
        .endpoint(execution.desk(new Ledger()))
        .executor(execution.executor())
        .start();
  }

  private static Result fjord(String command, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        FjordCommand.commandLine(Shell.ofProcess())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(
                Stream.concat(Stream.of(command, "--url", rabbit.url()), Stream.of(more))
                    .toArray(String[]::new));
    return new Result(code, out.toString().lines().toList(), err.toString());
  }
}
