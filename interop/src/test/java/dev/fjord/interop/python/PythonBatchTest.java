package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.MessageContext;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Batches between Java and unmodified Python, and what of a context each lets out. */
class PythonBatchTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final SharedPython python = SharedPython.at(rabbit);

  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.notify");

  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(Wire.RABBITMQ, rabbit);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Rule("notification.batch")
  @ParameterizedTest
  @EnumSource(Execution.class)
  void javaTakesInBatchesWhatPythonSends(Execution execution) throws Exception {
    Letters letters = new Letters().thenSay(NotificationResult.REQUEUE);
    bench.keep(
        NotificationListener.builder(bench.transport(), bench.topic())
            .endpoint(execution.batchMailbox(letters))
            .executor(execution.executor())
            .batch(4, Duration.ofMinutes(5))
            .allowRequeue()
            .start());
    for (String event : List.of("1", "2", "3", "4")) {
      python.answer(notification(event));
    }
    for (int i = 0; i < 2; i++) {
      assertThat(letters.nextBatch(Bench.SOON))
          .extracting(Notification::eventType)
          .containsExactlyInAnyOrder("1", "2", "3", "4");
    }
  }

  @Rule("notification.batch")
  @Test
  void pythonTakesInBatchesWhatJavaSendsAndMayPutThemBack() {
    String topic = bench.topic().requireTopic();
    try (PythonPeer listener =
        PythonPeer.listener(rabbit.url(), topic)
            .option("priorities", "info,error")
            .option("batch-size", "3")
            .option("batch-timeout", "2")
            .option("requeue-first", "1")
            .flag("allow-requeue")
            .start()) {
      Notifier notifier = Notifier.of(bench.transport(), "java.host1").topics(bench.topic());
      for (int i = 0; i < 3; i++) {
        notifier
            .emit(Priority.INFO, MessageContext.empty(), "e" + i, i)
            .toCompletableFuture()
            .join();
      }
      List<String> handled = new ArrayList<>();
      List<String> putBack = new ArrayList<>();
      while (handled.size() < 3) {
        JsonNode batch = listener.awaitEvent("batch", Bench.SOON);
        assertThat(batch.get("priority").asString()).isEqualTo("info");
        for (JsonNode message : batch.get("messages")) {
          (batch.get("result").asString().equals("handled") ? handled : putBack)
              .add(message.get("event_type").asString());
        }
      }
      assertThat(handled).containsExactlyInAnyOrder("e0", "e1", "e2");
      assertThat(putBack).isNotEmpty().isSubsetOf(handled);
    }
  }

  @Rule("notification.context-kept")
  @Test
  void javaLetsOutOfAContextWhatPythonDoes() throws Exception {
    Map<String, Object> context = new LinkedHashMap<>();
    for (String key :
        List.of(
            "user_id",
            "project_id",
            "domain_id",
            "user_domain_id",
            "project_domain_id",
            "is_admin",
            "request_id",
            "roles",
            "user_name",
            "project_name",
            "domain_name",
            "user_domain_name",
            "project_domain_name",
            "service_user_id",
            "service_user_domain_id",
            "service_user_domain_name",
            "service_project_id",
            "service_project_name",
            "service_project_domain_id",
            "service_project_domain_name",
            "service_roles",
            "global_request_id",
            "system_scope",
            "user",
            "domain",
            "user_domain",
            "project_domain",
            "auth_token",
            "service_token",
            "password",
            "tenant",
            "show_deleted",
            "user_identity",
            "resource_uuid",
            "read_only",
            "is_admin_project",
            "roles_",
            "User_id",
            "anything")) {
      context.put(key, "v");
    }
    Letters letters = new Letters();
    bench.listen(Execution.ASYNC_METHODS_ON_HYBRID, letters);
    PeerCommand command = notification("python");
    context.forEach(command::context);
    python.answer(command);
    Set<String> pythons = new TreeSet<>(letters.next(Bench.SOON).context().asMap().keySet());
    Notifier.of(bench.transport(), "java.host1")
        .topics(bench.topic())
        .info(MessageContext.of(context), "java", 1)
        .toCompletableFuture()
        .join();
    Set<String> javas = new TreeSet<>(letters.next(Bench.SOON).context().asMap().keySet());

    assertThat(pythons).hasSizeGreaterThan(20).doesNotContain("auth_token", "anything");
    assertThat(javas).isEqualTo(pythons);
  }

  private PeerCommand notification(String event) {
    return PeerCommand.notify(event, Map.of()).topics(bench.topic().requireTopic());
  }
}
