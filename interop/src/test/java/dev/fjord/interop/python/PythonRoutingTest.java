package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import dev.fjord.notify.Notification;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.Priority;
import dev.fjord.notify.RecordedNotifications;
import dev.fjord.notify.routing.RoutingOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.transport.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A file of routes sends each notification where Python's routing driver would. */
class PythonRoutingTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final SharedPython python = SharedPython.at(rabbit);

  private static final String ROUTES =
      """
      bus:
        messagingv2:
          accepted_events: ['compute.*', '*.full', 'net[!w]ork', 'a[b-d]?']
          accepted_priorities: [INFO, 'e*']
        log:
          accepted_priorities:
            - Critical
            - sample
      all:
        test:
          accepted_events: ["*"]
        noop: {}
      never:
        log:
          accepted_events: []
      too:
        messagingv2:
          accepted_events: [audit.me]
      """;
  private static final List<String> EVENTS =
      List.of(
          "compute.start",
          "compute.",
          "computer",
          "Compute.x",
          "disk.full",
          "disk.fuller",
          "network",
          "network",
          "net-ork",
          "abx",
          "aex",
          "audit.me",
          "audit.you",
          "*");
  private static final List<Priority> PRIORITIES =
      List.of(Priority.INFO, Priority.ERROR, Priority.CRITICAL, Priority.SAMPLE);

  private final Logger logger = (Logger) LoggerFactory.getLogger("oslo.messaging.notification");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir Path folder;

  @BeforeEach
  void collectLog() {
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopCollecting() {
    logger.detachAppender(log);
    logger.setLevel(null);
    logger.setAdditive(true);
  }

  @Rule("notification.routing")
  @Test
  void aFileSendsEachNotificationWherePythonWould() throws Exception {
    Path file = Files.writeString(folder.resolve("routes.yaml"), ROUTES);
    FjordConfig config =
        FjordConfig.builder()
            .set("oslo_messaging_notifications.driver", "routing")
            .set(RoutingOptions.ROUTING_CONFIG, file.toString())
            .build();
    Map<String, Set<String>> went = new TreeMap<>();
    try (Bench bench = new Bench(Wire.RABBITMQ, rabbit)) {
      String topic = bench.topic().requireTopic();
      python.answer(PeerCommand.listen("routed", topic));
      Transport transport = bench.openAnother(config);
      Notifier notifier = Notifier.of(transport, "java.host1").topics(bench.topic());
      for (String event : EVENTS) {
        for (Priority priority : PRIORITIES) {
          emit(notifier, priority, event);
        }
      }
      PRIORITIES.forEach(priority -> emit(notifier.drivers("messagingv2"), priority, "last"));

      for (Notification recorded : RecordedNotifications.of(transport).all()) {
        add(went, recorded.eventType(), recorded.priority().key(), "test");
      }
      for (ILoggingEvent line : log.list) {
        Map<?, ?> body =
            (Map<?, ?>) transport.codec().readPlain(JsonText.of(line.getFormattedMessage()));
        add(went, body.get("event_type"), body.get("priority"), "log");
      }
      for (int lasts = 0; lasts < PRIORITIES.size(); ) {
        JsonNode event = python.awaitEvent("notification", Bench.SOON);
        String type = event.get("event_type").asString();
        if (type.equals("last")) {
          lasts++;
        } else {
          add(went, type, event.get("priority").asString(), "messagingv2");
        }
      }
      python.answer(PeerCommand.end("routed"));
    }
    assertThat(went).isEqualTo(chosenByPython(file));
  }

  private static Map<String, Set<String>> chosenByPython(Path file) throws Exception {
    List<Map<String, String>> notifications = new ArrayList<>();
    for (String event : EVENTS) {
      for (Priority priority : PRIORITIES) {
        notifications.add(Map.of("event_type", event, "priority", priority.name()));
      }
    }
    JsonNode answers =
        python.send(PeerCommand.route(file, notifications)).get(20, TimeUnit.SECONDS);
    Map<String, Set<String>> chosen = new TreeMap<>();
    for (int i = 0; i < notifications.size(); i++) {
      Map<String, String> notification = notifications.get(i);
      for (JsonNode driver : answers.get(i)) {
        if (!driver.asString().equals("noop")) {
          add(
              chosen,
              notification.get("event_type"),
              notification.get("priority"),
              driver.asString());
        }
      }
    }
    return chosen;
  }

  private static void emit(Notifier notifier, Priority priority, String event) {
    notifier.emit(priority, MessageContext.empty(), event, 1).toCompletableFuture().join();
  }

  private static void add(
      Map<String, Set<String>> all, Object event, Object priority, String driver) {
    all.computeIfAbsent(
            event + " " + priority.toString().toLowerCase(Locale.ROOT), key -> new TreeSet<>())
        .add(driver);
  }
}
