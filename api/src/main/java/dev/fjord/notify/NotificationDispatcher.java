package dev.fjord.notify;

import dev.fjord.Escaped;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Serializer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the methods that want a notification, in order of registration. Thread-safe. */
final class NotificationDispatcher implements Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationListener.class);

  private final List<ListeningMethod> methods;
  private final Map<Priority, List<ListeningMethod>> byPriority = new EnumMap<>(Priority.class);
  private final JsonCodec codec;
  private final Serializer serializer;
  private final Settlement settlement;

  NotificationDispatcher(
      List<ListeningMethod> methods,
      JsonCodec codec,
      Serializer serializer,
      Settlement settlement) {
    this.methods = List.copyOf(methods);
    this.codec = codec;
    this.serializer = serializer;
    this.settlement = settlement;
    for (Priority priority : Priority.values()) {
      byPriority.put(
          priority,
          methods.stream().filter(method -> method.priorities().contains(priority)).toList());
    }
  }

  @Override
  public List<EndpointMethod> methods() {
    return methods.stream().map(ListeningMethod::description).toList();
  }

  @Override
  public Invocation resolve(IncomingMessage message) {
    NotificationHead head;
    try {
      head = NotificationHead.of(message.payload(), codec);
    } catch (RuntimeException e) {
      LOG.warn("Skipped a notification that cannot be read: {}", e.getMessage());
      return new SkippedInvocation(message);
    }
    Optional<Priority> priority = Priority.of(head.priority());
    List<ListeningMethod> wanting =
        priority.map(known -> byPriority.getOrDefault(known, List.of())).orElse(List.of());
    if (wanting.isEmpty()) {
      LOG.warn("Skipped a notification of priority '{}'", Escaped.text(head.priority()));
      return new SkippedInvocation(message);
    }
    Notification notification = new Notification(message, priority.orElseThrow(), head, serializer);
    return new NotificationInvocation(wanting, message, notification, settlement);
  }
}
