package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.desk.Letters;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.NotificationResult;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.Priority;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Notifications between Java and unmodified Python, both ways, in both forms. */
class PythonNotificationTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.notify");

  private static final String JAVA_TO_PYTHON = "from-java";
  private static final String POOLED = "pooled";
  private static final Map<String, Object> PAYLOAD =
      Map.of("name", "Z\u00fcrich \u65e5\u672c \uD83D\uDE80", "rooms", List.of(1, Map.of("n", 2)));

  private static PythonPeer client;
  private static PythonPeer listener;
  private static PythonPeer pool;

  private Bench bench;

  @BeforeAll
  static void startPython() {
    client = PythonPeer.client(rabbit.url()).launch();
    listener =
        PythonPeer.listener(rabbit.url(), JAVA_TO_PYTHON)
            .flag("allow-requeue")
            .option("requeue-first", "1")
            .launch();
    pool = PythonPeer.listener(rabbit.url(), POOLED).option("pool", "python-pool").launch();
    List.of(client, listener, pool).forEach(PythonPeer::awaitReady);
  }

  @AfterAll
  static void stopPython() {
    List.of(client, listener, pool).forEach(PythonPeer::close);
  }

  @BeforeEach
  void open() {
    bench = new Bench(Wire.RABBITMQ, rabbit);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Rule({"notification.priorities", "notification.v1", "notification.v2", "names.notification"})
  @ParameterizedTest
  @ValueSource(strings = {"messaging", "messagingv2"})
  void javaTakesEveryPriorityInBothForms(String driver) throws Exception {
    Letters letters = new Letters();
    bench.listen(Execution.BLOCKING_METHODS_ON_HYBRID, letters);
    for (Priority priority : Priority.values()) {
      publish(command(driver, "tick." + priority.key()).priority(priority.key()));
    }
    Set<Priority> seen = EnumSet.noneOf(Priority.class);
    for (Priority ignored : Priority.values()) {
      Notification notification = letters.next(Bench.SOON);
      seen.add(notification.priority());
      assertThat(notification.eventType()).isEqualTo("tick." + notification.priority().key());
      assertThat(notification.publisherId()).isEqualTo("peer.host1");
      assertThat(notification.payload(Object.class)).isEqualTo(PAYLOAD);
      assertThat(notification.messageId()).hasSize(36);
      assertThat(notification.timestamp())
          .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\..*");
      // The wire's own key, which Python leaves in every context, is not the user's business.
      assertThat(notification.context().asMap()).doesNotContainKey("client_timeout");
    }
    assertThat(seen).containsExactly(Priority.values());
    assertThat(letters.size()).isZero();
  }

  @Rule("notification.requeue")
  @ParameterizedTest
  @EnumSource(Execution.class)
  void javaPutsBackWhatPythonSentAndGetsItAgain(Execution execution) throws Exception {
    Letters letters = new Letters().thenSay(NotificationResult.REQUEUE).thenFail("not now");
    bench.listen(execution, letters);
    publish(command("messagingv2", "room.closed"));
    Notification first = letters.next(Bench.SOON);
    assertThat(letters.next(Bench.SOON).messageId()).isEqualTo(first.messageId());
    assertThat(letters.next(Bench.SOON).messageId()).isEqualTo(first.messageId());
    publish(command("messaging", "last"));
    assertThat(letters.next(Bench.SOON).eventType()).isEqualTo("last");
    assertThat(letters.size()).isZero();
  }

  @Rule({"notification.priorities", "notification.v1", "notification.v2", "notification.requeue"})
  @Test
  void pythonTakesEveryPriorityInBothFormsAndMayPutBack() {
    Notifier notifier =
        Notifier.of(bench.transport(), "java.host1")
            .topics(bench.topic().withTopic(JAVA_TO_PYTHON));
    Set<String> expected = new HashSet<>();
    List<JsonNode> seen = new ArrayList<>();
    for (Priority priority : Priority.values()) {
      for (Notifier form : List.of(notifier, notifier.bare())) {
        String event = "tick." + (form == notifier ? "v2." : "v1.") + priority.key();
        form.emit(priority, MessageContext.empty().with("user_id", "u1"), event, PAYLOAD)
            .toCompletableFuture()
            .join();
        expected.add(event);
      }
    }
    // One more than were sent: the first is put back.
    while (seen.size() < expected.size() + 1) {
      seen.add(listener.awaitEvent("notification", Bench.SOON));
    }
    Set<String> handled = new HashSet<>();
    for (JsonNode event : seen) {
      assertThat(event.get("publisher_id").asString()).isEqualTo("java.host1");
      assertThat(event.at("/payload/name").asString()).isEqualTo(PAYLOAD.get("name"));
      assertThat(event.at("/payload/rooms/1/n").intValue()).isEqualTo(2);
      assertThat(event.at("/ctxt/user_id").asString()).isEqualTo("u1");
      assertThat(event.get("event_type").asString())
          .endsWith("." + event.get("priority").asString());
      assertThat(event.at("/metadata/message_id").asString()).hasSize(36);
      if (event.get("result").asString().equals("handled")) {
        handled.add(event.get("event_type").asString());
      }
    }
    assertThat(handled).isEqualTo(expected);
    JsonNode putBack = seen.get(0);
    assertThat(putBack.get("result").asString()).isEqualTo("requeue");
    assertThat(seen.stream().filter(e -> e.at("/metadata").equals(putBack.at("/metadata"))))
        .hasSize(2);
  }

  @Rule("notification.pool")
  @Test
  void aJavaPoolSharesWhatPythonSends() throws Exception {
    Letters letters = new Letters();
    Letters alone = new Letters();
    pooled("java-pool", letters);
    pooled("java-pool", letters);
    pooled("other-pool", alone);
    for (int i = 0; i < 10; i++) {
      publish(command("messagingv2", "tick." + i));
    }
    Set<String> shared = new HashSet<>();
    Set<String> whole = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      shared.add(letters.next(Bench.SOON).eventType());
      whole.add(alone.next(Bench.SOON).eventType());
    }
    assertThat(shared).hasSize(10).isEqualTo(whole);
    assertThat(letters.size()).isZero();
  }

  @Rule("notification.pool")
  @Test
  void pythonAndJavaShareOnePool() throws Exception {
    Letters letters = new Letters();
    bench.keep(
        NotificationListener.builder(bench.transport(), bench.topic().withTopic(POOLED))
            .endpoint(Execution.ASYNC_METHODS_ON_HYBRID.mailbox(letters))
            .executor("hybrid")
            .pool("python-pool")
            .start());
    Notifier notifier =
        Notifier.of(bench.transport(), "java.host1").topics(bench.topic().withTopic(POOLED));
    int all = 30;
    for (int i = 0; i < all; i++) {
      notifier.info(MessageContext.empty(), "tick", i).toCompletableFuture().join();
    }
    Set<Integer> pythons = new HashSet<>();
    await()
        .atMost(Bench.SOON)
        .until(
            () -> {
              pool.drainEvents().stream()
                  .filter(event -> event.path("event").asString("").equals("notification"))
                  .forEach(event -> pythons.add(event.get("payload").intValue()));
              return pythons.size() + letters.size() == all;
            });
    // The broker gives to both in turn.
    assertThat(pythons).isNotEmpty();
    assertThat(letters.size()).isPositive();
    while (letters.size() > 0) {
      assertThat(pythons.add(letters.next(Bench.SOON).payload(Integer.class))).isTrue();
    }
    assertThat(pythons).hasSize(all);
  }

  @Rule({"notification.several-targets", "names.exchange"})
  @ParameterizedTest
  @EnumSource(Execution.class)
  void aJavaListenerOfSeveralTargetsHearsPythonOnEach(Execution execution) throws Exception {
    Letters letters = new Letters();
    String one = bench.topic().requireTopic();
    bench.keep(
        NotificationListener.builder(
                bench.transport(),
                bench.topic(),
                Target.topic(one + "-2"),
                Target.topic(one).exchange("hotel"))
            .endpoint(execution.mailbox(letters))
            .executor(execution.executor())
            .start());
    publish(command("messagingv2", "both").topics(one, one + "-2").priority("warn"));
    assertThat(letters.next(Bench.SOON).priority()).isEqualTo(Priority.WARN);
    assertThat(letters.next(Bench.SOON).priority()).isEqualTo(Priority.WARN);
    Notifier.of(bench.transport(), "java.host1")
        .topics(Target.topic(one).exchange("hotel"))
        .error(MessageContext.empty(), "hotel", 1)
        .toCompletableFuture()
        .join();
    assertThat(letters.next(Bench.SOON).eventType()).isEqualTo("hotel");
    assertThat(letters.size()).isZero();
  }

  @Rule({"notification.several-topics", "names.notification"})
  @Test
  void aPythonListenerOfSeveralTargetsHearsJavaOnEachAndTakesItsPrioritiesOnly() throws Exception {
    String one = bench.topic().requireTopic();
    client
        .send(
            PeerCommand.listen("several", one)
                .with("targets", List.of(Map.of("topic", one), Map.of("topic", one + "-2")))
                .with("priorities", "info,error"))
        .get(20, TimeUnit.SECONDS);
    Notifier notifier =
        Notifier.of(bench.transport(), "java.host1")
            .topics(bench.topic(), Target.topic(one + "-2"));
    for (Priority priority : List.of(Priority.DEBUG, Priority.INFO, Priority.ERROR)) {
      notifier.emit(priority, MessageContext.empty(), "tick", 1).toCompletableFuture().join();
    }
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      seen.add(client.awaitEvent("notification", Bench.SOON).get("priority").asString());
    }
    assertThat(seen).containsExactlyInAnyOrder("info", "info", "error", "error");
    assertThat(rabbit.node().queues(rabbit.virtualHost()).get(one + ".debug").ready()).isOne();
    client.send(PeerCommand.end("several")).get(20, TimeUnit.SECONDS);
  }

  private void pooled(String name, Letters letters) {
    bench.keep(
        NotificationListener.builder(bench.transport(), bench.topic())
            .endpoint(Execution.BLOCKING_METHODS_ON_HYBRID.mailbox(letters))
            .executor("hybrid")
            .pool(name)
            .start());
  }

  private PeerCommand command(String driver, String event) {
    return PeerCommand.notify(event, PAYLOAD).driver(driver).topics(bench.topic().requireTopic());
  }

  private static void publish(PeerCommand command) throws Exception {
    client.send(command).get(20, TimeUnit.SECONDS);
  }
}
