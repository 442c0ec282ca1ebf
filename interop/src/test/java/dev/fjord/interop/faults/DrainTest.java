package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.process.TestJvm;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.OnNotification;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that is told to end while it works. */
class DrainTest {
  private static final int ALL = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private final Target topic = Target.topic("drain-" + UUID.randomUUID());
  private final Target news = Target.topic("drain-news-" + UUID.randomUUID());
  private Transport transport;

  @BeforeEach
  void open() {
    transport = Transport.open(rabbit.url());
  }

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void atSigtermWhatIsWorkedOnIsFinishedAndTheRestGoesToAnother() throws Exception {
    try (TestJvm service = service(Duration.ofSeconds(10))) {
      List<CompletableFuture<Integer>> calls = load();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> service.said("done").count() > 20 && service.said("call").count() > 20);
      service.terminate();
      assertThat(service.awaitEnd(PATIENCE)).as("exit code").isZero();
      Successor successor = new Successor();
      try (RpcServer server =
              RpcServer.builder(transport, topic.server("successor")).endpoint(successor).start();
          NotificationListener listener =
              NotificationListener.builder(transport, news).endpoint(successor).start()) {
        for (int i = 0; i < ALL; i++) {
          assertThat(calls.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(3 * i);
        }
        Set<Integer> done = numbers(service, "done");
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(done.size() + successor.news.size())
                        .as("of %s, %s", done, rabbit.node().queues(rabbit.virtualHost()))
                        .isGreaterThanOrEqualTo(ALL));
        assertThat(successor.news.keySet()).as("handled twice").doesNotContainAnyElementsOf(done);
        assertThat(successor.calls)
            .as("called twice")
            .doesNotContainAnyElementsOf(numbers(service, "call"));
        assertThat(server.executor()).isEqualTo(listener.executor());
        Figure.tell(
            "%d of %d notifications and %d of %d calls finished there, the rest elsewhere"
                .formatted(done.size(), ALL, numbers(service, "call").size(), ALL));
      }
    }
  }

  @Test
  void whatCannotBeFinishedInTimeGoesBackAndTheExitCodeSaysSo() {
    try (TestJvm service = service(Duration.ofMillis(500))) {
      inform(DrainingService.NEVER);
      inform(1);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> service.said("held").count() == 1 && service.said("done").count() == 1);
      long begin = System.nanoTime();
      service.terminate();
      assertThat(service.awaitEnd(PATIENCE)).as("exit code").isEqualTo(DrainingService.NOT_DRAINED);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(took).isLessThan(Duration.ofSeconds(5));
      Successor successor = new Successor();
      try (NotificationListener listener =
          NotificationListener.builder(transport, news).endpoint(successor).start()) {
        Awaitility.await().atMost(PATIENCE).until(() -> !successor.news.isEmpty());
        assertThat(successor.news).isEqualTo(Map.of(DrainingService.NEVER, true));
        assertThat(listener.executor()).isEqualTo("hybrid");
      }
      Figure.tell("ended " + took.toMillis() + " ms after the signal, drain 500 ms");
    }
  }

  private TestJvm service(Duration drain) {
    TestJvm service =
        TestJvm.start(
            List.of(),
            DrainingService.class,
            rabbit.url(),
            topic.requireTopic(),
            news.requireTopic(),
            Long.toString(drain.toMillis()));
    Awaitility.await().atMost(PATIENCE).until(() -> service.said("ready").count() == 1);
    return service;
  }

  private List<CompletableFuture<Integer>> load() {
    RpcClient client = RpcClient.of(transport, topic).timeout(PATIENCE);
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      calls.add(
          client.request("triple").arg("n", i).callAsync(Integer.class).toCompletableFuture());
      inform(i);
    }
    return calls;
  }

  private void inform(int n) {
    Notifier.of(transport, "drain")
        .topics(news)
        .info(MessageContext.empty(), "counted", n)
        .toCompletableFuture()
        .join();
  }

  private static Set<Integer> numbers(TestJvm service, String word) {
    return service.said(word).map(Integer::valueOf).collect(Collectors.toCollection(HashSet::new));
  }

  /** Takes what is left. */
  static final class Successor {
    final Map<Integer, Boolean> news = new ConcurrentHashMap<>();
    final Set<Integer> calls = ConcurrentHashMap.newKeySet();

    @RpcMethod
    public int triple(int n) {
      calls.add(n);
      return 3 * n;
    }

    @OnNotification
    public void take(Notification notification) {
      Integer n = notification.payload(Integer.class);
      news.put(n == null ? 0 : n, notification.isRedelivered());
    }
  }
}
