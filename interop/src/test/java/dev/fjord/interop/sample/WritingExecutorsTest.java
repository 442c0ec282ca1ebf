package dev.fjord.interop.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.tck.ExecutorContract;
import dev.fjord.testing.FjordBench;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

// shown: begin
/** The executor of the guide keeps the contract. */
class WritingExecutorsTest extends ExecutorContract {
  @Override
  protected ExecutorProvider provider() {
    return new VirtualExecutorProvider();
  }

  @Override
  public boolean hasLoops() {
    return false;
  }

  // shown: end

  @Test
  void aServerRunsOnIt() {
    try (FjordBench bench = FjordBench.open()) {
      RpcServer server =
          bench.keep(
              RpcServer.builder(bench.transport(), dev.fjord.Target.topic("where").server("s"))
                  .endpoint(new Where())
                  .executor(provider())
                  .start());
      RpcClient client = bench.client("where");
      assertThat(server.executor()).isEqualTo("virtual");
      assertThat(client.request("here").call(Boolean.class)).isTrue();
      assertThat(client.request("later").call(Boolean.class)).isTrue();
    }
  }

  @Endpoint(version = "1.0")
  static final class Where {
    @RpcMethod
    boolean here() {
      return Thread.currentThread().isVirtual();
    }

    @RpcMethod
    CompletionStage<Boolean> later() {
      return CompletableFuture.completedFuture(Thread.currentThread().isVirtual());
    }
  }
}
