package dev.fjord.interop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.Target;
import dev.fjord.interop.desk.AsyncDesk;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.BlockingDesk;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.QueueState;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many calls at a time, of both styles, on a real broker. */
class HybridLoadTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private static final int MANY = 1_000;
  private static final int HELD = 200;

  private final Ledger ledger = new Ledger();
  private Bench bench;

  /** Pauses of both styles that last a second of the transport's clock. */
  @Endpoint(namespace = "pauses")
  static final class Pauses {
    private final Timers timers;

    Pauses(Timers timers) {
      this.timers = timers;
    }

    @RpcMethod
    public String sleep(int seconds) throws InterruptedException, ExecutionException {
      return pause(seconds).get();
    }

    @RpcMethod("sleep_async")
    public CompletionStage<String> sleepAsync(int seconds) {
      return pause(seconds);
    }

    private CompletableFuture<String> pause(int seconds) {
      CompletableFuture<String> over = new CompletableFuture<>();
      timers.schedule(Duration.ofSeconds(seconds), () -> over.complete("slept"));
      return over;
    }
  }

  /** The asynchronous methods beside the blocking ones, under another namespace. */
  @Endpoint(namespace = "async")
  static final class AsyncToo {
    private final AsyncDesk desk;

    AsyncToo(AsyncDesk desk) {
      this.desk = desk;
    }

    @RpcMethod("echo_async")
    public CompletionStage<Object> echo(Object value) {
      return desk.echo(value);
    }

    @RpcMethod("where_async")
    public CompletionStage<String> where() {
      return desk.where();
    }
  }

  @BeforeEach
  void open() {
    bench = new Bench(Wire.RABBITMQ, rabbit);
  }

  @AfterEach
  void close() throws Exception {
    ledger.open();
    bench.close();
  }

  @Test
  void aThousandCallsOfEachStyleAreAnsweredWithinTenSeconds() throws Exception {
    serveBothStyles("hybrid");
    RpcClient client = bench.client().target(bench.topic().namespace("pauses"));
    // The second of a pause comes on top of whatever the broker takes for two thousand calls.
    long begin = System.nanoTime();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      answers.add(client.request("sleep").arg("seconds", 1).callAsync(String.class));
      answers.add(client.request("sleep_async").arg("seconds", 1).callAsync(String.class));
    }
    for (CompletableFuture<String> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("slept");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void heldBlockingCallsDoNotDelayAnAsynchronousOne() throws Exception {
    serveBothStyles("hybrid");
    List<CompletableFuture<String>> held = hold(bench.client(), HELD);
    await().atMost(Bench.SOON).until(() -> ledger.arrived() == HELD);

    RpcClient async = bench.client().target(bench.topic().namespace("async"));
    assertThat(async.request("echo_async").arg("value", 5).call(Integer.class)).isEqualTo(5);

    assertThat(held).noneMatch(CompletableFuture::isDone);
    ledger.open();
    for (CompletableFuture<String> call : held) {
      assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("let go");
    }
  }

  @Test
  void underHybridAMethodsStyleDecidesItsThread() {
    serveBothStyles("hybrid");
    assertThat(where()).containsExactly("virtual", "loop");
  }

  @Test
  void underBlockingBothStylesRunOnPlatformThreads() {
    serveBothStyles("blocking");
    assertThat(where()).containsExactly("platform", "platform");
  }

  @Test
  void aSaturatedServerLeavesItsBacklogAtTheBrokerAndOtherServersAlone() throws Exception {
    int slots = 10;
    int calls = 250;
    int casts = 300;
    bench.keep(
        RpcServer.builder(bench.transport(), bench.topic().server("s1"))
            .endpoint(new BlockingDesk(ledger))
            .executor("hybrid")
            .maxInFlight(slots)
            .start());
    Target quietTopic = Target.topic(bench.topic().requireTopic() + "-quiet");
    bench.keep(
        RpcServer.builder(bench.transport(), quietTopic.server("s1"))
            .endpoint(new BlockingDesk(new Ledger()))
            .executor("hybrid")
            .maxInFlight(slots)
            .start());

    List<CompletableFuture<String>> held = hold(bench.client(), calls);
    CompletableFuture<?>[] sent = new CompletableFuture<?>[casts];
    for (int i = 0; i < casts; i++) {
      sent[i] = bench.client().request("hold").castAsync();
    }
    CompletableFuture.allOf(sent).get(20, TimeUnit.SECONDS);
    await().atMost(Bench.SOON).until(() -> ledger.arrived() == slots);

    // What has a slot was acknowledged; all else is still the broker's.
    String queue = bench.topic().requireTopic();
    await()
        .atMost(Bench.SOON)
        .untilAsserted(
            () -> {
              QueueState state = rabbit.node().queues(rabbit.virtualHost()).get(queue);
              assertThat(state.messages()).isEqualTo(calls + casts - slots);
              assertThat(state.unacknowledged()).as("read ahead").isLessThanOrEqualTo(slots);
            });

    RpcClient quiet = bench.client().target(quietTopic).timeout(Duration.ofSeconds(5));
    for (int i = 0; i < 50; i++) {
      assertThat(quiet.request("echo").arg("value", i).call(Integer.class)).isEqualTo(i);
    }
    assertThat(ledger.arrived()).isEqualTo(slots);

    ledger.open();
    for (CompletableFuture<String> call : held) {
      assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("let go");
    }
    await().atMost(Bench.SOON).until(() -> ledger.arrived() == calls + casts);
  }

  private void serveBothStyles(String executor) {
    AsyncDesk async = new AsyncDesk(ledger, new BlockingDesk(ledger));
    bench.keep(
        RpcServer.builder(bench.transport(), bench.topic().server("s1"))
            .endpoint(Execution.BLOCKING_METHODS_ON_HYBRID.desk(ledger))
            .endpoint(new AsyncToo(async))
            .endpoint(new Pauses(bench.transport().timers()))
            .executor(executor)
            .start());
  }

  private List<String> where() {
    return List.of(
        bench.client().request("where").call(String.class),
        bench
            .client()
            .target(bench.topic().namespace("async"))
            .request("where_async")
            .call(String.class));
  }

  private static List<CompletableFuture<String>> hold(RpcClient client, int count) {
    List<CompletableFuture<String>> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      held.add(client.request("hold").callAsync(String.class));
    }
    return held;
  }
}
