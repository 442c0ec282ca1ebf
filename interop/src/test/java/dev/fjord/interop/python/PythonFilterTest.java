package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.MessageContext;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationFilter;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A filter lets through what Python's own filter rule does. */
class PythonFilterTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final SharedPython python = SharedPython.at(rabbit);

  private static final List<Map<String, Object>> RULES =
      List.of(
          Map.of(),
          Map.of("publisher_id", "compute"),
          Map.of("publisher_id", ""),
          Map.of("publisher_id", "^compute\\.host\\d$"),
          Map.of("publisher_id", "host"),
          Map.of("publisher_id", "(?i)COMPUTE"),
          Map.of("event_type", "^compute\\.(start|end)$"),
          Map.of("event_type", ".*end"),
          Map.of("event_type", "c\\wmpute"),
          Map.of("event_type", "compute.start.x"),
          Map.of("event_type", "compute\\.start\\s"),
          Map.of("context", Map.of("user_id", "u1")),
          Map.of("context", Map.of("user_id", "1")),
          Map.of("context", Map.of("roles", ".*")),
          Map.of("context", Map.of("absent", "")),
          Map.of("metadata", Map.of("message_id", "m-1$")),
          Map.of("metadata", Map.of("timestamp", "2026-01")),
          Map.of("metadata", Map.of("priority", ".*")),
          Map.of("payload", Map.of("state", "^active$")),
          Map.of("payload", Map.of("state", "")),
          Map.of("payload", Map.of("state", ".+", "more", "x")),
          Map.of("payload", Map.of("in", ".*")),
          Map.of(
              "publisher_id", "compute", "event_type", "compute", "payload", Map.of("state", "a")));

  private static final List<Object> PUBLISHERS =
      List.of("compute.host1", "compute.host\u0663", "Compute", "", 7);
  private static final List<Object> EVENTS =
      List.of(
          "compute.start",
          "compute.end",
          "compute.start\n",
          "compute.start\u2028x",
          "compute.start\nx",
          "c\u00f6mpute",
          "the.end");
  private static final List<Object> PAYLOADS =
      List.of(
          Map.of("state", "active"),
          Map.of("state", "active\n"),
          Map.of("state", "inactive", "more", "x"),
          Map.of("state", 7),
          Map.of("in", Map.of("state", "active")),
          Map.of(),
          List.of("state"),
          "state",
          7,
          true);
  private static final List<Map<String, Object>> CONTEXTS =
      List.of(Map.of("user_id", "u1", "roles", List.of("r")), Map.of("user_id", 1), Map.of());

  @Rule("notification.filter")
  @Test
  void everyRuleLetsThroughWhatPythonsDoes() throws Exception {
    List<Map<String, Object>> notifications = notifications();
    List<Set<String>> letThrough = letThroughHere(notifications);
    int matches = 0;
    for (int i = 0; i < RULES.size(); i++) {
      JsonNode answers = python.answer(PeerCommand.filter(RULES.get(i), notifications));
      Set<String> expected = new TreeSet<>();
      for (int n = 0; n < notifications.size(); n++) {
        // Where Python's rule raises, for a payload that is no dictionary, ours does not match.
        if (answers.get(n).isBoolean() && answers.get(n).booleanValue()) {
          expected.add("m-" + n);
        }
      }
      assertThat(letThrough.get(i)).as("rule %s", RULES.get(i)).isEqualTo(expected);
      matches += expected.size();
    }
    assertThat(matches).isGreaterThan(notifications.size());
  }

  /** Every value of each part, with all others at their first. */
  private static List<Map<String, Object>> notifications() {
    List<Map<String, Object>> all = new ArrayList<>();
    Map<String, List<?>> parts = new LinkedHashMap<>();
    parts.put("publisher_id", PUBLISHERS);
    parts.put("event_type", EVENTS);
    parts.put("payload", PAYLOADS);
    parts.put("context", CONTEXTS);
    parts.forEach(
        (part, values) -> {
          for (Object value : values) {
            Map<String, Object> one = new LinkedHashMap<>();
            parts.forEach((name, usual) -> one.put(name, usual.get(0)));
            one.put(part, value);
            one.put(
                "metadata",
                Map.of("message_id", "m-" + all.size(), "timestamp", "2026-01-02 03:04:05.000006"));
            all.add(one);
          }
        });
    Map<String, Object> unknown = new LinkedHashMap<>(all.get(0));
    unknown.put("publisher_id", null);
    unknown.put("payload", null);
    unknown.put("metadata", Map.of("message_id", "m-" + all.size(), "timestamp", "2025"));
    all.add(unknown);
    return all;
  }

  /** The message ids that each rule lets through when the notifications come over a wire. */
  private static List<Set<String>> letThroughHere(List<Map<String, Object>> notifications)
      throws Exception {
    List<Probe> probes = new ArrayList<>();
    Probe last = new Probe();
    try (Bench bench = new Bench(Wire.FAKE, rabbit)) {
      NotificationListener.Builder builder =
          NotificationListener.builder(bench.transport(), bench.topic()).executor("async");
      for (Map<String, Object> rule : RULES) {
        Probe probe = new Probe();
        probes.add(probe);
        builder.endpoint(probe, filter(rule));
      }
      bench.keep(builder.endpoint(last, MethodHandles.lookup()).start());
      for (Map<String, Object> notification : notifications) {
        bench
            .transport()
            .driver()
            .send(
                bench.topic().withTopic(bench.topic().requireTopic() + ".info"),
                new OutgoingMessage(
                    bench.transport().codec().write(body(notification)), context(notification)),
                new SendOptions(SendOptions.Kind.NOTIFICATION, Bench.SOON))
            .toCompletableFuture()
            .get();
      }
      await().atMost(Bench.SOON).until(() -> last.seen.size() == notifications.size());
    }
    return probes.stream().<Set<String>>map(probe -> new TreeSet<>(probe.seen)).toList();
  }

  private static Map<String, Object> body(Map<String, Object> notification) {
    Map<String, Object> body = new LinkedHashMap<>(notification);
    body.remove("context");
    body.remove("metadata");
    ((Map<?, ?>) notification.get("metadata")).forEach((k, v) -> body.put((String) k, v));
    body.put("priority", "INFO");
    return body;
  }

  @SuppressWarnings("unchecked")
  private static MessageContext context(Map<String, Object> notification) {
    return MessageContext.of((Map<String, Object>) notification.get("context"));
  }

  private static NotificationFilter filter(Map<String, Object> rule) {
    NotificationFilter.Builder builder = NotificationFilter.builder();
    rule.forEach(
        (part, value) -> {
          switch (part) {
            case "publisher_id" -> builder.publisherId((String) value);
            case "event_type" -> builder.eventType((String) value);
            default ->
                ((Map<?, ?>) value)
                    .forEach((key, regex) -> add(builder, part, (String) key, (String) regex));
          }
        });
    return builder.build();
  }

  private static void add(
      NotificationFilter.Builder builder, String part, String key, String regex) {
    switch (part) {
      case "context" -> builder.context(key, regex);
      case "metadata" -> builder.metadata(key, regex);
      default -> builder.payload(key, regex);
    }
  }

  /** Notes what it gets. */
  public static final class Probe {
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    /** Does not wait. */
    @OnNotification(Priority.INFO)
    public CompletionStage<Void> take(Notification notification) {
      seen.add(notification.messageId());
      return CompletableFuture.completedFuture(null);
    }
  }
}
