package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.Target;
import dev.fjord.interop.desk.ExpectedLogs;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaders of quorum queues that are killed under load, each after the last one is back. */
@Tag("long")
@Timeout(3_600)
class ClusterKillsTest {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterKillsTest.class);
  private static final int KILLS = Integer.getInteger("fjord.cluster.kills", 4);
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp.rabbit.ReplySender");

  private final String name = UUID.randomUUID().toString();
  private final Target topic = Target.topic("cluster-" + name);
  private final Target jobs = Target.topic("jobs-" + name);
  private final Target news = Target.topic("news-" + name);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final RabbitCluster cluster = keep(RabbitCluster.start());

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void leadersThatAreKilledUnderLoadLoseNothingThatWasConfirmed() throws Exception {
    List<Counting> desks = new ArrayList<>();
    Counting workers = new Counting();
    for (int i = 0; i < 2; i++) {
      Counting desk = new Counting();
      desks.add(desk);
      serve(topic.server("server-" + i), desk);
      serve(jobs.server("server-" + i), workers);
    }
    Counting.Notifications seen = new Counting.Notifications();
    keep(NotificationListener.builder(transport(), news).endpoint(seen).start());
    RpcClient caster = RpcClient.of(transport(), jobs).timeout(CALL.multipliedBy(3));
    CallLoad calls = new CallLoad(RpcClient.of(transport(), topic), CALL, 8);
    SendLoad notifications = SendLoad.of(Notifier.of(transport(), "cluster").topics(news));
    SendLoad casts = new SendLoad(n -> caster.request("triple").arg("n", n).castAsync());
    try {
      Awaitility.await().atMost(PATIENCE).until(() -> calls.answered() > 200);
      cluster.nodes().forEach(RabbitNode::flush);
      for (int kill = 1; kill <= KILLS; kill++) {
        killALeader(kill, calls);
      }
    } finally {
      casts.close();
      notifications.close();
      calls.close();
    }
    assertThat(calls.faults()).isEmpty();
    assertThat(calls.failures().keySet())
        .isSubsetOf(
            "DeliveryException",
            "BrokerUnreachableException",
            "MessagingTimeoutException",
            "UndeliverableException");
    for (Counting desk : desks) {
      assertThat(desk.runs().values()).as("runs of one call on one server").containsOnly(1);
    }
    expectAll("notifications", notifications, seen.seen());
    expectAll("casts", casts, workers.runs().keySet());
    LOG.info(
        "{} of {} calls answered, others: {}", calls.answered(), calls.begun(), calls.failures());
  }

  private void killALeader(int kill, CallLoad calls) {
    String queue =
        switch (kill % 3) {
          case 0 -> jobs.requireTopic();
          case 1 -> topic.requireTopic();
          default -> news.requireTopic() + ".info";
        };
    RabbitNode leader = cluster.leader(queue);
    leader.kill9();
    Duration gap = calls.firstAnswerAfter(System.nanoTime(), PATIENCE);
    awaitAHundredAnswers(calls);
    LOG.info("figure: kill {}: next answer after {} ms", kill, gap.toMillis());
    assertThat(gap).isLessThan(BACK_WITHIN);
    leader.restart();
    awaitAHundredAnswers(calls);
    cluster.nodes().forEach(RabbitNode::flush);
  }

  private static void awaitAHundredAnswers(CallLoad calls) {
    int before = calls.answered();
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(calls.answered())
                    .as("answers, when others ended with %s", calls.failures())
                    .isGreaterThan(before + 100));
  }

  private static void expectAll(String what, SendLoad sent, Set<Integer> arrived) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Set<Integer> lost = new HashSet<>(sent.confirmed());
              lost.removeAll(arrived);
              assertThat(lost).as("confirmed and lost").isEmpty();
            });
    LOG.info(
        "{} {} confirmed, none of them lost, {} not confirmed",
        sent.confirmed().size(),
        what,
        sent.failed());
  }

  private void serve(Target server, Counting desk) {
    keep(RpcServer.builder(transport(), server).endpoint(desk).executor("hybrid").start());
  }

  private Transport transport() {
    return keep(Transport.builder().url(cluster.url() + "?rabbit_quorum_queue=true").open());
  }

  private <T extends AutoCloseable> T keep(T opened) {
    open.add(opened);
    return opened;
  }
}
