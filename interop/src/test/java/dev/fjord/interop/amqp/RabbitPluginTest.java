package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fjord.MessageContext;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Letters;
import dev.fjord.interop.rabbit.OwnRabbit;
import dev.fjord.interop.rabbit.RabbitNode;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.NotificationResult;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What works over the AMQP 1.0 plug-in of RabbitMQ 3.10, and what there is to know about it. */
@Timeout(120)
class RabbitPluginTest {
  @RegisterExtension static final OwnRabbit rabbit = new OwnRabbit(RabbitNode.builder());

  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord");

  private final Target topic =
      Target.topic("plugin-" + UUID.randomUUID().toString().substring(0, 8));
  private final Ledger ledger = new Ledger();
  private Transport serving;
  private Transport calling;

  @BeforeEach
  void open() {
    serving = Transport.open(url());
    calling = Transport.open(url());
  }

  @AfterEach
  void close() {
    ledger.open();
    calling.close();
    serving.close();
  }

  @Test
  void callsCastsAndFanoutsTravel() throws Exception {
    Ledger other = new Ledger();
    try (RpcServer one = serve("s1", ledger);
        RpcServer two = serve("s2", other)) {
      assertThat(client().request("add").arg("a", 2).arg("b", 3).call(Integer.class)).isEqualTo(5);
      String long1 = "x".repeat(1_000_000);
      assertThat(client().request("echo").arg("value", long1).call(String.class)).isEqualTo(long1);
      assertThatExceptionOfType(RemoteErrorException.class)
          .isThrownBy(
              () ->
                  client()
                      .request("fail")
                      .arg("kind", "BookingException")
                      .arg("message", "no")
                      .call(Object.class));
      client().target(topic.server("s2")).request("record").arg("value", "two").cast();
      assertThat(other.next(Bench.SOON).value()).isEqualTo("two");
      client().target(topic.fanout()).request("record").arg("value", "all").cast();
      assertThat(ledger.next(Bench.SOON).value()).isEqualTo("all");
      assertThat(other.next(Bench.SOON).value()).isEqualTo("all");
      assertThat(one.executor() + two.executor()).isEqualTo("hybridhybrid");
    }
  }

  @Test
  void notificationsTravelAndComeBackWhenTheyAreRequeued() throws Exception {
    Letters letters = new Letters().thenSay(NotificationResult.REQUEUE);
    try (NotificationListener listener =
        NotificationListener.builder(serving, topic)
            .endpoint(Execution.ASYNC_METHODS_ON_ASYNC.mailbox(letters))
            .executor("async")
            .allowRequeue()
            .start()) {
      Notifier.of(calling, "p")
          .topics(topic)
          .emit(Priority.WARN, MessageContext.empty(), "tick", 7)
          .toCompletableFuture()
          .join();
      Notification first = letters.next(Bench.SOON);
      assertThat(first.priority()).isEqualTo(Priority.WARN);
      assertThat(letters.next(Bench.SOON).messageId()).isEqualTo(first.messageId());
      assertThat(listener.executor()).isEqualTo("async");
    }
  }

  /** The plug-in makes a queue for the call and says that it was accepted. */
  @Test
  void aCallThatNobodyServesEndsByItsTimeout() {
    assertThatExceptionOfType(MessagingTimeoutException.class)
        .isThrownBy(
            () -> client().timeout(Duration.ofMillis(700)).request("echo").call(Object.class));
  }

  @Test
  void aBrokerThatWasKilledIsFoundAgain() {
    try (RpcServer server = serve("s1", ledger)) {
      assertThat(client().request("echo").arg("value", 1).call(Integer.class)).isEqualTo(1);
      rabbit.node().restart();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(
              () ->
                  client()
                      .timeout(Duration.ofSeconds(3))
                      .request("echo")
                      .arg("value", 2)
                      .call(Integer.class),
              answer -> answer == 2);
      assertThat(server.executor()).isEqualTo("hybrid");
    }
  }

  private RpcServer serve(String name, Ledger into) {
    return RpcServer.builder(serving, topic.server(name))
        .endpoint(Execution.BLOCKING_METHODS_ON_HYBRID.desk(into))
        .executor("hybrid")
        .start();
  }

  private RpcClient client() {
    return RpcClient.of(calling, topic).timeout(Bench.SOON);
  }

  private static String url() {
    return "amqp://guest:guest@127.0.0.1:" + rabbit.node().port() + "/";
  }
}
