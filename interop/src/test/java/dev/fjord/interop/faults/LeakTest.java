package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and clients that come and go leave no thread, descriptor, memory or queue behind. */
class LeakTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private final FakeBroker broker = FakeBroker.onRealTime();

  @ParameterizedTest
  @ValueSource(strings = {"fake", "rabbit"})
  void aFewServersAndClientsLeaveNothing(String wire) throws Exception {
    leaveNothing(wire, 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fake", "rabbit"})
  @Tag("long")
  @Timeout(600)
  void aThousandServersAndClientsLeaveNothing(String wire) throws Exception {
    leaveNothing(wire, 1_000);
  }

  private void leaveNothing(String wire, int cycles) throws Exception {
    for (int i = 0; i < 10; i++) {
      cycle(wire, i);
    }
    long threads = threads();
    long descriptors = descriptors();
    int connections = rabbit.node().connections();
    long heap = heap();
    for (int i = 0; i < cycles; i++) {
      cycle(wire, i);
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              // Threads end a moment after what they served.
              assertThat(threads()).as("threads").isLessThanOrEqualTo(threads);
              assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors + 2);
              assertThat(rabbit.node().connections()).as("connections").isEqualTo(connections);
              // Queues of topics and of servers' names stay, as they do with oslo.messaging.
              assertThat(rabbit.node().queues(rabbit.virtualHost()).keySet())
                  .allMatch(name -> name.equals("leak") || name.equals("leak.one"));
            });
    long growth = heap() - heap;
    Figure.tell(wire + " heap after " + cycles + " cycles " + growth + " bytes");
    assertThat(growth).as("heap").isLessThan(2 << 20);
  }

  private void cycle(String wire, int n) {
    Target topic = Target.topic("leak");
    try (Transport transport = open(wire);
        RpcServer server =
            RpcServer.builder(transport, topic.server("one")).endpoint(new Desk()).start()) {
      assertThat(
              RpcClient.of(transport, topic)
                  .timeout(PATIENCE)
                  .request("echo")
                  .arg("n", n)
                  .call(Integer.class))
          .isEqualTo(n);
      assertThat(server.methods()).isNotEmpty();
    }
  }

  private Transport open(String wire) {
    return wire.equals("fake")
        ? Transport.builder().config(FjordConfig.defaults()).url("fake://").provider(broker).open()
        : Transport.open(rabbit.url());
  }

  /** Those of the JVM's own, which come and go as it pleases, and of the waiting are left out. */
  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.matches("(awaitility|process reaper|ForkJoinPool|VirtualThread).*"))
        .count();
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least =
          Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }

  /** Answers. */
  static final class Desk {
    @RpcMethod
    public int echo(int n) {
      return n;
    }
  }
}
