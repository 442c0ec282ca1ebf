package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.Target;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.rabbit.OwnRabbit;
import dev.fjord.interop.rabbit.RabbitNode;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker that is killed again and again, with everything at work. */
@Timeout(150)
class BrokerKilledTest {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerKilledTest.class);
  private static final int KILLS = 3;
  private static final int SERVERS = 3;
  private static final int CALLERS = 16;
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final OwnRabbit rabbit = new OwnRabbit(RabbitNode.builder());

  // Queues that are not there yet, of callers that are not back yet: part of the plan.
  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp.rabbit.ReplySender");

  private final String name = UUID.randomUUID().toString();
  private final Target topic = Target.topic("killed-" + name);
  private final Target news = Target.topic("news-" + name);
  private final List<AutoCloseable> open = new ArrayList<>();

  @Test
  void threeKillsUnderLoadLoseNoConfirmedNotificationAndEndEachCallOnce() throws Exception {
    List<Counting> desks = new ArrayList<>();
    for (int i = 0; i < SERVERS; i++) {
      Counting desk = new Counting();
      desks.add(desk);
      keep(
          RpcServer.builder(transport(), topic.server("server-" + i))
              .endpoint(desk)
              .executor("hybrid")
              .start());
    }
    Counting.Notifications seen = new Counting.Notifications();
    keep(NotificationListener.builder(transport(), news).endpoint(seen).executor("hybrid").start());
    CallLoad calls = new CallLoad(RpcClient.of(transport(), topic), CALL, CALLERS);
    SendLoad notifications = SendLoad.of(Notifier.of(transport(), "killed").topics(news));
    try {
      Awaitility.await().atMost(PATIENCE).until(() -> calls.answered() > 500);
      rabbit.node().flush();
      for (int kill = 1; kill <= KILLS; kill++) {
        rabbit.node().kill9();
        rabbit.node().restart();
        Duration back = calls.firstAnswerAfter(System.nanoTime(), PATIENCE);
        LOG.info("figure: kill {}: first answer {} ms after port", kill, back.toMillis());
        assertThat(back).isLessThan(BACK_WITHIN);
        int before = calls.answered();
        Awaitility.await().atMost(PATIENCE).until(() -> calls.answered() > before + 200);
        rabbit.node().flush();
      }
    } finally {
      notifications.close();
      calls.close();
    }

    assertThat(calls.faults()).isEmpty();
    // What is unknown after a loss, what found no broker in its time, and what timed out.
    assertThat(calls.failures().keySet())
        .isSubsetOf("DeliveryException", "BrokerUnreachableException", "MessagingTimeoutException");
    for (Counting desk : desks) {
      assertThat(desk.runs().values()).as("runs of one call on one server").containsOnly(1);
    }
    assertThat(notifications.confirmed()).hasSizeGreaterThan(1_000);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(seen.seen()).containsAll(notifications.confirmed()));
    LOG.info(
        "{} of {} calls answered, others: {}; {} notifications confirmed, none of them lost,"
            + " {} not confirmed",
        calls.answered(),
        calls.begun(),
        calls.failures(),
        notifications.confirmed().size(),
        notifications.failed());
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private Transport transport() {
    return keep(Transport.builder().url(rabbit.url() + "?amqp_durable_queues=true").open());
  }

  private <T extends AutoCloseable> T keep(T opened) {
    open.add(opened);
    return opened;
  }
}
