package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.interop.artemis.SharedArtemis;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
  @RegisterExtension static final SharedArtemis artemis = new SharedArtemis();

  private final FakeBroker broker = FakeBroker.onRealTime();

  @ParameterizedTest
  @ValueSource(strings = {"fake", "rabbit", "amqp1"})
  void aFewServersAndClientsLeaveNothing(String wire) throws Exception {
    leaveNothing(wire, 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fake", "rabbit", "amqp1"})
  @Tag("long")
  @Timeout(3_600)
  void aThousandServersAndClientsLeaveNothing(String wire) throws Exception {
    leaveNothing(wire, Integer.getInteger("fjord.leak.cycles", 1_000));
  }

  private void leaveNothing(String wire, int cycles) throws Exception {
    for (int i = 0; i < 10; i++) {
      cycle(wire, i);
    }
    // Brokers learn a moment later that a connection was closed.
    Awaitility.await().atMost(PATIENCE).until(() -> connections() == 0);
    List<String> threads = threads();
    long descriptors = descriptors();
    Set<String> queues = artemis.broker().queues().keySet();
    long heap = heap();
    for (int i = 0; i < cycles; i++) {
      cycle(wire, i);
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              // Threads end a moment after what they served.
              assertThat(threads()).as("threads").hasSizeLessThanOrEqualTo(threads.size());
              assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors + 2);
              assertThat(connections()).as("connections").isZero();
              // Queues of topics and of servers' names stay, as they do with oslo.messaging.
              assertThat(rabbit.node().queues(rabbit.virtualHost()).keySet())
                  .allMatch(name -> name.equals("leak") || name.equals("leak.one"));
              assertThat(artemis.broker().queues().keySet())
                  .as("queues of Artemis")
                  .isSubsetOf(queues);
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
    return switch (wire) {
      case "rabbit" -> Transport.open(rabbit.url());
      case "amqp1" -> Transport.open(artemis.url());
      default ->
          Transport.builder().config(FjordConfig.defaults()).url("fake://").provider(broker).open();
    };
  }

  /** Those of the JVM's own and of Artemis, which come and go as they please, are left out. */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                !name.matches(
                    "(awaitility|process reaper|ForkJoinPool|VirtualThread).*|.*(?i:activemq|artemis).*"))
        .sorted()
        .toList();
  }

  private static int connections() {
    return rabbit.node().connections() + artemis.broker().connections();
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
