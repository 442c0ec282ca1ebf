package dev.fjord.interop.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fjord.FjordException;
import dev.fjord.RemoteErrorException;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A server is stopped, awaited and started again; what makes no sense is an error at once. */
@ParameterizedClass(name = "over {0}")
@EnumSource(Wire.class)
class ServerLifeTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();
  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.rpc");

  private static final Execution HYBRID = Execution.BLOCKING_METHODS_ON_HYBRID;

  @Parameter Wire wire;

  private final Ledger ledger = new Ledger();
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(wire, rabbit);
  }

  @AfterEach
  void close() throws Exception {
    ledger.open();
    bench.close();
  }

  @Test
  void aServerServesAgainAfterARestart() throws Exception {
    RpcServer server = bench.serve(HYBRID, "s1", ledger);
    CompletableFuture<String> held = bench.client().request("hold").callAsync(String.class);
    await().atMost(Bench.SOON).until(() -> ledger.arrived() == 1);
    assertThatThrownBy(() -> server.restart(Duration.ofMillis(50)))
        .isInstanceOf(FjordException.class)
        .hasMessageContaining("still has unfinished messages after 50 ms, so it was not started");
    ledger.open();
    assertThat(held.get(20, TimeUnit.SECONDS)).isEqualTo("let go");

    for (int i = 0; i < 3; i++) {
      server.restart(Bench.SOON);
      assertThat(bench.client().request("echo").arg("value", i).call(Integer.class)).isEqualTo(i);
    }
    server.stop();
    server.stop();
    assertThat(server.await(Bench.SOON)).isTrue();
    assertThat(server.await(Bench.SOON)).isTrue();
    server.restart(Bench.SOON);
    assertThat(bench.client().request("echo").arg("value", 7).call(Integer.class)).isEqualTo(7);
  }

  @Test
  void whatWouldWaitForEverIsAnError() {
    RpcServer server = bench.serve(HYBRID, "s1", ledger);
    assertThatThrownBy(() -> server.await(Bench.SOON))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("still takes messages")
        .hasMessageContaining("call stop() before await()");
    server.close();
    server.close();
    server.stop();
    assertThatThrownBy(() -> server.restart(Bench.SOON))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed for good; build another server");
  }

  /** A method that restarts the server that it is part of. */
  static final class Restarting {
    final AtomicReference<RpcServer> server = new AtomicReference<>();

    @RpcMethod
    void restart() throws InterruptedException {
      server.get().restart(Duration.ofMillis(100));
    }
  }

  @Test
  void anEndpointThatRestartsItsServerIsToldInsteadOfWaitingForItself() {
    Restarting endpoint = new Restarting();
    endpoint.server.set(
        bench.keep(
            RpcServer.builder(bench.transport(), bench.topic().server("s1"))
                .endpoint(endpoint)
                .executor("hybrid")
                .start()));
    assertThatThrownBy(() -> bench.client().request("restart").call(Void.class))
        .isInstanceOf(RemoteErrorException.class)
        .hasMessageContaining("An endpoint that restarts its own server waits for itself");
  }
}
