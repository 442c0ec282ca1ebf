package dev.fjord.interop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Letters;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stopping in the middle of work loses nothing and leaves nothing behind. */
@ParameterizedClass(name = "{0} over {1}")
@MethodSource("cells")
class StopAndAwaitTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private static final int ALL = 100;
  private static final int SLOTS = 60;

  @Parameter(0)
  Execution execution;

  @Parameter(1)
  Wire wire;

  private final Ledger ledger = new Ledger();
  private final Letters letters = new Letters();
  private Bench bench;
  private Transport serving;

  static Stream<Arguments> cells() {
    return ExecutorMatrixTest.cells();
  }

  @BeforeEach
  void open() {
    bench = new Bench(wire, rabbit);
    // The servers that stop have a transport of their own: they must not take the caller's along.
    serving = bench.openAnother(FjordConfig.defaults());
  }

  @AfterEach
  void close() throws Exception {
    ledger.open();
    letters.open();
    bench.close();
  }

  @Test
  void stopInTheMiddleOfCallsFinishesWhatWasTakenAndReturnsTheRest() throws Exception {
    RpcServer stopping = server();
    List<CompletableFuture<String>> calls = new ArrayList<>();
    RpcClient client = bench.client();
    for (int i = 0; i < ALL; i++) {
      calls.add(client.request("hold").callAsync(String.class));
    }
    await().atMost(Bench.SOON).until(() -> ledger.arrived() == SLOTS);

    stopping.stop();
    assertThat(stopping.await(Duration.ofMillis(50))).as("all finished while held").isFalse();
    Ledger second = new Ledger();
    bench.serve(execution, "s2", second);
    await().atMost(Bench.SOON).until(() -> second.arrived() == ALL - SLOTS);
    second.open();
    assertThat(ledger.arrived()).as("taken after stop").isEqualTo(SLOTS);
    ledger.open();

    assertThat(stopping.await(Bench.SOON)).isTrue();
    for (CompletableFuture<String> call : calls) {
      assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("let go");
    }
    assertThat(ledger.arrived() + second.arrived()).isEqualTo(ALL);
    assertNoThreadOf(bench.topic().requireTopic() + ".s1");
  }

  @Test
  void stopWhileCallsKeepComingLosesNone() throws Exception {
    ledger.open();
    RpcServer stopping = server();
    Ledger second = new Ledger();
    second.open();
    bench.serve(execution, "s2", second);
    List<CompletableFuture<String>> calls = new ArrayList<>();
    RpcClient client = bench.client();
    for (int i = 0; i < ALL; i++) {
      calls.add(client.request("hold").callAsync(String.class));
      if (i == ALL / 2) {
        stopping.stop();
      }
    }
    assertThat(stopping.await(Bench.SOON)).isTrue();
    stopping.close();
    for (CompletableFuture<String> call : calls) {
      assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("let go");
    }
    assertThat(ledger.arrived() + second.arrived()).isEqualTo(ALL);
    assertNoThreadOf(bench.topic().requireTopic() + ".s1");
  }

  @Test
  void stopInTheMiddleOfNotificationsFinishesWhatWasTakenAndReturnsTheRest() throws Exception {
    NotificationListener stopping = listener(letters.hold());
    Notifier notifier = Notifier.of(bench.transport(), "desk.host1").topics(bench.topic());
    CompletableFuture<?>[] sent = new CompletableFuture<?>[ALL];
    for (int i = 0; i < ALL; i++) {
      sent[i] = notifier.info(MessageContext.empty(), "tick", i).toCompletableFuture();
    }
    CompletableFuture.allOf(sent).get(20, TimeUnit.SECONDS);
    await().atMost(Bench.SOON).until(() -> letters.size() == SLOTS);

    stopping.stop();
    assertThat(stopping.await(Duration.ofMillis(50))).as("all finished while held").isFalse();
    Letters second = new Letters();
    bench.listen(execution, second);
    await().atMost(Bench.SOON).until(() -> second.size() == ALL - SLOTS);
    letters.open();
    assertThat(stopping.await(Bench.SOON)).isTrue();
    assertNoThreadOf("notifications-" + bench.topic().requireTopic() + "-first");

    stopping.close();
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < SLOTS; i++) {
      seen.add(letters.next(Bench.SOON).payload(Integer.class));
    }
    for (int i = SLOTS; i < ALL; i++) {
      seen.add(second.next(Bench.SOON).payload(Integer.class));
    }
    assertThat(seen).hasSize(ALL);
    // Handled means settled: closing gives nothing back.
    notifier.info(MessageContext.empty(), "tick", "last").toCompletableFuture().join();
    assertThat(second.next(Bench.SOON).payload(Object.class)).isEqualTo("last");
    assertThat(second.size() + letters.size()).isZero();
  }

  private RpcServer server() {
    return bench.keep(
        RpcServer.builder(serving, bench.topic().server("s1"))
            .endpoint(execution.desk(ledger))
            .executor(execution.executor())
            .maxInFlight(SLOTS)
            .start());
  }

  /** Listens to a second topic as well, which tells its threads from another listener's. */
  private NotificationListener listener(Letters into) {
    return bench.keep(
        NotificationListener.builder(serving, bench.topic(), bench.topic().withTopic("first"))
            .endpoint(execution.mailbox(into))
            .executor(execution.executor())
            .allowRequeue()
            .maxInFlight(SLOTS)
            .start());
  }

  private static void assertNoThreadOf(String server) {
    // A virtual thread's last act frees its slot, and a pool's thread ends after the last task:
    // both may be about to end still.
    await()
        .atMost(Bench.SOON)
        .untilAsserted(() -> assertThat(ThreadDump.threadsNamed(server)).isEmpty());
  }
}
