package dev.fjord.testing;

import dev.fjord.Escaped;
import dev.fjord.notify.Priority;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The notifications of one event type that went to a bench's broker, as they were when this was
 * asked for, and assertions on them. One that went to several topics counts once. Immutable;
 * nothing here waits.
 *
 * @since 0.1.0
 */
public final class EmittedNotifications {
  private final String eventType;
  private final List<EmittedNotification> notifications;
  private final Journal journal;

  EmittedNotifications(String eventType, List<EmittedNotification> notifications, Journal journal) {
    this.eventType = eventType;
    this.notifications = List.copyOf(notifications);
    this.journal = journal;
  }

  /** All of them, the oldest first; one for each topic that one went to. */
  public List<EmittedNotification> all() {
    return notifications;
  }

  /** Those with a priority. */
  public EmittedNotifications at(Priority priority) {
    return new EmittedNotifications(
        eventType,
        notifications.stream().filter(each -> each.priority().equals(priority.key())).toList(),
        journal);
  }

  /** Asserts that there is exactly one, and returns it. */
  public EmittedNotification wasEmittedOnce() {
    if (distinct() != 1) {
      throw failure("once");
    }
    return notifications.get(0);
  }

  /**
   * Asserts that there is exactly one, with this payload; returns it. Payloads are compared as the
   * JSON they travel as.
   */
  public EmittedNotification wasEmittedOnceWith(@Nullable Object payload) {
    Object expected = journal.plain(payload);
    if (distinct() != 1 || !Objects.equals(notifications.get(0).payload(), expected)) {
      throw failure("once with " + expected);
    }
    return notifications.get(0);
  }

  /** Asserts that there is none. */
  public void wasNeverEmitted() {
    if (!notifications.isEmpty()) {
      throw failure("never");
    }
  }

  private long distinct() {
    return notifications.stream().map(EmittedNotification::id).distinct().count();
  }

  private AssertionError failure(String expected) {
    Map<String, EmittedNotification> once =
        notifications.stream()
            .collect(Collectors.toMap(EmittedNotification::id, each -> each, (a, b) -> a));
    return new AssertionError(
        eventType
            + " should have been emitted "
            + expected
            + "; what was emitted through this bench:"
            + (once.isEmpty()
                ? " nothing of that kind, but " + journal.namesOfEvents()
                : once.values().stream()
                    .map(each -> "\n  " + each.priority() + " " + text(each.payload()))
                    .collect(Collectors.joining())));
  }

  private static String text(@Nullable Object payload) {
    return Escaped.text(String.valueOf(payload));
  }
}
