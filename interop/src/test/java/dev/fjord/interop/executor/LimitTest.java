package dev.fjord.interop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fjord.EndpointException;
import dev.fjord.Limit;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A heavy method leaves room for the others, whatever its style and the executor. */
class LimitTest {
  /** Not started: the fake is enough. */
  private static final SharedRabbit NO_RABBIT = new SharedRabbit();

  private static final int CALLS = 20;

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void noMoreThanTheLimitRunAndTheOthersAreServedMeanwhile(Execution execution) throws Exception {
    try (Bench bench = new Bench(Wire.FAKE, NO_RABBIT)) {
      Load load = new Load();
      bench.keep(server(bench, execution, load).start());
      RpcClient client = bench.client();

      CompletableFuture<?>[] heavy =
          IntStream.range(0, CALLS)
              .mapToObj(i -> client.request("heavy").callAsync(String.class))
              .toArray(CompletableFuture<?>[]::new);
      await().atMost(Bench.SOON).until(() -> load.running.get() == 2);
      for (int i = 0; i < 10; i++) {
        assertThat(client.request("light").call(String.class)).isEqualTo("light");
      }
      assertThat(load.begun).hasValue(2);

      load.gate.complete("done");
      CompletableFuture.allOf(heavy).get();
      assertThat(load.begun).hasValue(CALLS);
      assertThat(load.most.get()).isLessThanOrEqualTo(2);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void theBuildersLimitComesFirst(Execution execution) throws Exception {
    try (Bench bench = new Bench(Wire.FAKE, NO_RABBIT)) {
      Load load = new Load();
      bench.keep(server(bench, execution, load).limit("heavy", 5).start());
      for (int i = 0; i < CALLS; i++) {
        bench.client().request("heavy").callAsync(String.class);
      }
      await().atMost(Bench.SOON).until(() -> load.running.get() == 5);
      load.gate.complete("done");
    }
  }

  @Test
  void aLimitForNoMethodIsRefusedWithTheNamesThatThereAre() throws Exception {
    try (Bench bench = new Bench(Wire.FAKE, NO_RABBIT)) {
      RpcServer.Builder server =
          server(bench, Execution.ASYNC_METHODS_ON_ASYNC, new Load()).limit("heavie", 5);
      assertThatThrownBy(server::start)
          .isInstanceOf(EndpointException.class)
          .hasMessageContaining("'heavie'")
          .hasMessageContaining("heavy, light");
      assertThatThrownBy(() -> server.limit("heavy", 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static RpcServer.Builder server(Bench bench, Execution execution, Load load) {
    boolean blocking = execution.name().startsWith("BLOCKING");
    return RpcServer.builder(bench.transport(), bench.topic().server("s1"))
        .endpoint(blocking ? new Blocking(load) : new Async(load))
        .executor(execution.executor());
  }

  private static final class Load {
    final CompletableFuture<String> gate = new CompletableFuture<>();
    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    void begin() {
      begun.incrementAndGet();
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
    }

    void end() {
      running.decrementAndGet();
    }
  }

  @Endpoint(version = "1.0")
  record Blocking(Load load) {
    @RpcMethod
    @Limit(2)
    String heavy() {
      load.begin();
      try {
        return load.gate.join();
      } finally {
        load.end();
      }
    }

    @RpcMethod
    String light() {
      return "light";
    }
  }

  @Endpoint(version = "1.0")
  record Async(Load load) {
    @RpcMethod
    @Limit(2)
    CompletionStage<String> heavy() {
      load.begin();
      return load.gate.thenApply(
          answer -> {
            load.end();
            return answer;
          });
    }

    @RpcMethod
    CompletionStage<String> light() {
      return CompletableFuture.completedStage("light");
    }
  }
}
