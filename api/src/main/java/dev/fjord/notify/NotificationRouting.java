package dev.fjord.notify;

import dev.fjord.Escaped;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the methods that take the priority of a notification, in order of registration. What they
 * want of it is not looked at here, on wire, but where they run: a filter may take its time.
 * Thread-safe.
 */
final class NotificationRouting {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationListener.class);

  private final List<ListeningMethod> methods;
  private final Map<Priority, List<ListeningMethod>> byPriority = new EnumMap<>(Priority.class);
  private final NotificationReading reading;

  NotificationRouting(List<ListeningMethod> methods, NotificationReading reading) {
    this.methods = List.copyOf(methods);
    this.reading = reading;
    for (Priority priority : Priority.values()) {
      byPriority.put(
          priority,
          methods.stream().filter(method -> method.priorities().contains(priority)).toList());
    }
  }

  List<EndpointMethod> methods() {
    return methods.stream().map(ListeningMethod::description).toList();
  }

  /** The names of the priorities that are taken, in lower case. */
  Set<String> priorities() {
    return methods.stream()
        .flatMap(method -> method.priorities().stream())
        .map(Priority::key)
        .collect(Collectors.toSet());
  }

  /** Empty for what cannot be read and for what no method takes, which is logged. */
  Optional<Arrival> route(IncomingMessage message) {
    NotificationHead head;
    try {
      head = NotificationHead.of(message.payload(), reading.codec());
    } catch (RuntimeException e) {
      LOG.warn("Skipped a notification that cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
    Optional<Priority> priority = Priority.of(head.priority());
    List<ListeningMethod> taking =
        priority.map(known -> byPriority.getOrDefault(known, List.of())).orElse(List.of());
    if (taking.isEmpty()) {
      LOG.warn("Skipped a notification of priority '{}'", Escaped.text(head.priority()));
      return Optional.empty();
    }
    Notification first =
        new Notification(
            message.context(), priority.orElseThrow(), head, message.payload(), reading);
    return Optional.of(
        new Arrival(message, message.isRedelivered() ? first.again() : first, taking));
  }
}
