package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.interop.rabbit.QueueState;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that is slower than its callers leaves the backlog where it belongs. */
@Timeout(120)
@Tag("long")
class BackPressureTest {
  private static final int SLOTS = 10;
  private static final int CASTS = 10_000;
  private static final int PAYLOAD = 4_096;
  private static final int ON_THEIR_WAY = 200;

  /** All casts in memory would be 40 MB. */
  private static final long HEAP_BOUND = 16L << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private final Target topic = Target.topic("pressure-" + UUID.randomUUID());
  private final Slow slow = new Slow();

  /** Methods of both kinds that end only when the gate opens. */
  static final class Slow {
    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @RpcMethod
    public CompletionStage<Void> wait(String payload) {
      begun.incrementAndGet();
      return gate.thenRun(done::incrementAndGet);
    }
  }

  /** The same, blocking. */
  static final class SlowBlocking {
    private final Slow slow;

    SlowBlocking(Slow slow) {
      this.slow = slow;
    }

    @RpcMethod
    public void wait(String payload) {
      slow.wait(payload).toCompletableFuture().join();
    }
  }

  @AfterEach
  void open() {
    slow.gate.complete(null);
  }

  @ParameterizedTest
  @CsvSource({"hybrid,", "blocking,", "async,?rabbit_quorum_queue=true"})
  void tenThousandCastsForTenSlotsStayAtTheBroker(String executor, String options) {
    String url = rabbit.url() + (options == null ? "" : options);
    FjordConfig config =
        FjordConfig.builder()
            .set(CoreOptions.TRANSPORT_URL, url)
            .set(CoreOptions.EXECUTOR_MAX_IN_FLIGHT, Integer.toString(SLOTS))
            .set(CoreOptions.EXECUTOR_THREAD_POOL_SIZE, Integer.toString(SLOTS))
            .build();
    try (Transport serving = Transport.builder().config(config).open();
        Transport calling = Transport.builder().url(url).open();
        RpcServer server =
            RpcServer.builder(serving, topic.server("one"))
                .endpoint(executor.equals("async") ? slow : new SlowBlocking(slow))
                .executor(executor)
                .start()) {
      RpcClient client = RpcClient.of(calling, topic).timeout(PATIENCE);
      castAll(client, 50);
      Awaitility.await().atMost(PATIENCE).until(() -> slow.begun.get() == SLOTS);
      long before = usedHeap();
      castAll(client, CASTS - 50);

      long during = usedHeap();
      QueueState state = rabbit.node().queues(rabbit.virtualHost()).get(topic.requireTopic());
      assertThat(slow.begun).hasValue(SLOTS);
      // Acknowledged is what has a slot; read ahead are ten, as many as there are slots.
      assertThat(state.ready() + state.unacknowledged()).isEqualTo(CASTS - SLOTS);
      assertThat(state.unacknowledged()).isBetween(1L, (long) SLOTS);
      assertThat(during - before).isLessThan(HEAP_BOUND);

      slow.gate.complete(null);
      Awaitility.await().atMost(PATIENCE).until(() -> slow.done.get() == CASTS);
      assertThat(server.executor()).isEqualTo(executor);
    }
  }

  @Test
  void aStuckServerDoesNotHoldUpAnotherOnTheSameConnection() {
    Target fast = Target.topic("fast-" + UUID.randomUUID());
    try (Transport serving = Transport.builder().url(rabbit.url()).open();
        Transport calling = Transport.builder().url(rabbit.url()).open();
        RpcServer stuck =
            RpcServer.builder(serving, topic.server("one"))
                .endpoint(slow)
                .executor("hybrid")
                .maxInFlight(SLOTS)
                .start();
        RpcServer quick =
            RpcServer.builder(serving, fast.server("one"))
                .endpoint(new Counting())
                .executor("hybrid")
                .start()) {
      castAll(RpcClient.of(calling, topic), 1_000);
      RpcClient client = RpcClient.of(calling, fast).timeout(Duration.ofSeconds(5));
      for (int i = 0; i < 300; i++) {
        assertThat(client.request("triple").arg("n", i).call(Integer.class)).isEqualTo(3 * i);
      }
      assertThat(slow.begun).hasValue(SLOTS);
      assertThat(stuck.executor()).isEqualTo(quick.executor());
      slow.gate.complete(null);
      Awaitility.await().atMost(PATIENCE).until(() -> slow.done.get() == 1_000);
    }
  }

  private static void castAll(RpcClient client, int count) {
    String payload = "x".repeat(PAYLOAD);
    Queue<CompletableFuture<?>> underWay = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      underWay.add(client.request("wait").arg("payload", payload).castAsync());
      if (underWay.size() == ON_THEIR_WAY) {
        underWay.remove().join();
      }
    }
    underWay.forEach(CompletableFuture::join);
  }

  /** The least of a few looks, each after a collection. */
  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
