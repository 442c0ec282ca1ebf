package dev.fjord.testing;

import dev.fjord.Target;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was sent through one bench. Holds the newest {@value #MOST} of each kind. Thread-safe; does
 * not block.
 */
final class Journal {
  static final int MOST = 10_000;

  private final JsonCodec codec;
  private final Deque<SentRequest> requests = new ArrayDeque<>();
  private final Deque<EmittedNotification> notifications = new ArrayDeque<>();
  private final List<Wanted> wanted = new ArrayList<>();

  Journal(JsonCodec codec) {
    this.codec = codec;
  }

  /** Writes a request down, before it is sent. */
  SentRequest request(boolean isCall, Target target, OutgoingMessage message) {
    Payload fields = codec.readFields(message.body());
    SentRequest request =
        new SentRequest(
            isCall,
            target,
            text(fields, "method"),
            named(fields.field("args").map(codec::readPlain).orElse(Map.of())),
            message.context());
    synchronized (this) {
      keep(requests, request);
    }
    return request;
  }

  /** A request has left, so its time counts: whoever waits for it may go on. */
  void left(SentRequest request) {
    List<Wanted> found = new ArrayList<>();
    synchronized (this) {
      request.hasLeft();
      for (Iterator<Wanted> all = wanted.iterator(); all.hasNext(); ) {
        Wanted one = all.next();
        if (one.method().equals(request.method())) {
          all.remove();
          found.add(one);
        }
      }
    }
    found.forEach(one -> one.found().complete(request));
  }

  /** Writes a notification down, before it is sent. */
  void notification(Target queue, OutgoingMessage message) {
    Payload fields = codec.readFields(message.body());
    String priority = text(fields, "priority").toLowerCase(java.util.Locale.ROOT);
    String topic = queue.requireTopic();
    String suffix = "." + priority;
    EmittedNotification notification =
        new EmittedNotification(
            text(fields, "message_id"),
            queue.withTopic(
                topic.endsWith(suffix)
                    ? topic.substring(0, topic.length() - suffix.length())
                    : topic),
            priority,
            text(fields, "publisher_id"),
            text(fields, "event_type"),
            fields.field("payload").map(codec::readPlain).orElse(null),
            message.context());
    synchronized (this) {
      keep(notifications, notification);
    }
  }

  /** The first call of a method that has left and has not ended, now or later. */
  CompletableFuture<SentRequest> unanswered(String method) {
    CompletableFuture<SentRequest> found = new CompletableFuture<>();
    synchronized (this) {
      for (SentRequest request : requests) {
        if (request.method().equals(method) && request.isUnderWay()) {
          found.complete(request);
          return found;
        }
      }
      wanted.add(new Wanted(method, found));
    }
    return found;
  }

  synchronized List<SentRequest> requests() {
    return List.copyOf(requests);
  }

  synchronized List<EmittedNotification> notifications() {
    return List.copyOf(notifications);
  }

  MethodCalls method(String method) {
    return new MethodCalls(
        method, requests().stream().filter(each -> each.method().equals(method)).toList(), this);
  }

  EmittedNotifications event(String eventType) {
    return new EmittedNotifications(
        eventType,
        notifications().stream().filter(each -> each.eventType().equals(eventType)).toList(),
        this);
  }

  String namesOfMethods() {
    return names(requests(), SentRequest::method);
  }

  String namesOfEvents() {
    return names(notifications(), EmittedNotification::eventType);
  }

  /** A value as what it travels as. */
  @Nullable Object plain(@Nullable Object value) {
    return codec.readPlain(codec.write(value));
  }

  private String text(Payload fields, String name) {
    return fields.field(name).flatMap(codec::readString).orElse("");
  }

  private static <T> String names(List<T> all, Function<T, String> name) {
    return all.isEmpty()
        ? "nothing at all"
        : "to " + all.stream().map(name).distinct().sorted().collect(Collectors.joining(", "));
  }

  private static <T> void keep(Deque<T> all, T one) {
    if (all.size() == MOST) {
      all.removeFirst();
    }
    all.addLast(one);
  }

  private static Map<String, @Nullable Object> named(@Nullable Object args) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    if (args instanceof Map<?, ?> map) {
      map.forEach((name, value) -> named.put(String.valueOf(name), value));
    }
    return java.util.Collections.unmodifiableMap(named);
  }

  /** Somebody waits for a request of a method. */
  private record Wanted(String method, CompletableFuture<SentRequest> found) {}
}
