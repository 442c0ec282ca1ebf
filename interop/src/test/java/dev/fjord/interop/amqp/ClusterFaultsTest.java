package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.faults.Figure;
import dev.fjord.interop.rabbit.RabbitCluster;
import dev.fjord.interop.rabbit.RabbitNode;
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
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to a cluster besides kills: a leader that freezes, a lost majority, a restart. */
@Tag("long")
@Timeout(300)
class ClusterFaultsTest {
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final Duration GAP = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp.rabbit");

  private static RabbitCluster cluster;

  private final String name = UUID.randomUUID().toString();
  private final Target topic = Target.topic("cluster-" + name);
  private final Target news = Target.topic("news-" + name);
  private final Counting desk = new Counting();
  private final Counting.Notifications seen = new Counting.Notifications();
  private final List<AutoCloseable> open = new ArrayList<>();
  private CallLoad calls;
  private SendLoad notifications;

  @BeforeAll
  static void startCluster() {
    cluster = RabbitCluster.start();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void load() {
    keep(
        RpcServer.builder(transport(), topic.server("one"))
            .endpoint(desk)
            .executor("hybrid")
            .start());
    keep(NotificationListener.builder(transport(), news).endpoint(seen).start());
    calls = new CallLoad(RpcClient.of(transport(), topic), CALL, 4);
    notifications = SendLoad.of(Notifier.of(transport(), "cluster").topics(news));
    Awaitility.await().atMost(PATIENCE).until(() -> calls.answered() > 100);
    cluster.nodes().forEach(RabbitNode::flush);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void aLeaderThatStandsStillForFifteenSecondsLosesNothing() throws Exception {
    RabbitNode leader = cluster.leader(news.requireTopic() + ".info");
    leader.freeze();
    long frozen = System.nanoTime();
    int confirmed = notifications.confirmed().size();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> notifications.confirmed().size() > confirmed + 100);
    Duration gap = Wire.elapsed(frozen);
    Duration left = Duration.ofSeconds(15).minus(gap);
    if (left.isPositive()) {
      Awaitility.await().pollDelay(left).atMost(PATIENCE).until(() -> true);
    }
    leader.thaw();
    int after = calls.answered();
    Awaitility.await().atMost(PATIENCE).until(() -> calls.answered() > after + 200);
    endAndExpectNothingLost();
    Figure.tell("next confirms " + gap.toMillis() + " ms after the freeze");
  }

  @Test
  void withoutAMajoritySendsFailInTimeAndGoThroughAfterwards() throws Exception {
    RabbitNode second = cluster.nodes().get(1);
    RabbitNode third = cluster.nodes().get(2);
    try (Transport transport = Transport.builder().url(url()).open()) {
      Notifier notifier = Notifier.of(transport, "minority").topics(news);
      Wire.await(notifier.info(MessageContext.empty(), "counted", -1));
      third.kill9();
      second.kill9();
      long begin = System.nanoTime();
      Throwable failure =
          Wire.failure(Wire.cast(transport.driver(), topic, 1_000_000, Duration.ofSeconds(5)));
      Duration took = Wire.elapsed(begin);
      assertThat(failure).isInstanceOf(dev.fjord.FjordException.class);
      assertThat(took).isLessThan(Duration.ofSeconds(6));
      Figure.tell("a send failed after " + took.toMillis() + " ms of its 5 s");
      second.restart();
      third.restart();
      long back = System.nanoTime();
      int before = calls.answered();
      Awaitility.await().atMost(PATIENCE).until(() -> calls.answered() > before);
      Figure.tell("first answer " + Wire.elapsed(back).toMillis() + " ms after the nodes are back");
      int after = calls.answered();
      Awaitility.await().atMost(PATIENCE).until(() -> calls.answered() > after + 200);
    }
    endAndExpectNothingLost();
  }

  @Test
  void aRestartOfOneNodeAfterAnotherIsLatencyAndNothingElse() throws Exception {
    Duration longest = Duration.ZERO;
    for (RabbitNode node : cluster.nodes()) {
      int before = calls.answered();
      long stopped = System.nanoTime();
      node.control("stop_app");
      Awaitility.await().atMost(PATIENCE).until(() -> calls.answered() > before + 50);
      Duration gap = Wire.elapsed(stopped);
      longest = gap.compareTo(longest) > 0 ? gap : longest;
      node.control("start_app");
      int after = calls.answered();
      Awaitility.await().atMost(PATIENCE).until(() -> calls.answered() > after + 200);
    }
    assertThat(longest).isLessThan(GAP);
    endAndExpectNothingLost();
    Figure.tell("longest gap " + longest.toMillis() + " ms");
  }

  private void endAndExpectNothingLost() throws Exception {
    notifications.close();
    calls.close();
    assertThat(calls.faults()).isEmpty();
    assertThat(desk.runs().values()).as("runs of one call").containsOnly(1);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Set<Integer> lost = new HashSet<>(notifications.confirmed());
              lost.removeAll(seen.seen());
              assertThat(lost).as("confirmed and lost").isEmpty();
            });
    Figure.tell(
        notifications.confirmed().size()
            + " notifications confirmed, 0 lost, "
            + calls.answered()
            + " of "
            + calls.begun()
            + " calls answered");
  }

  private static String url() {
    return cluster.url() + "?rabbit_quorum_queue=true";
  }

  private Transport transport() {
    return keep(Transport.builder().url(url()).open());
  }

  private <T extends AutoCloseable> T keep(T opened) {
    open.add(opened);
    return opened;
  }
}
