package dev.fjord.interop.docs;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationFilter;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.NotificationResult;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** The code that docs/notifications.md shows, each piece between its marks. */
final class NotificationsGuide {
  /** What happened, one line for each thing. */
  static final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  private static final Database database = new Database();
  private static final Search search = new Search();

  private NotificationsGuide() {}

  static void emit(Transport transport, MessageContext context) {
    // shown: begin
    Notifier notifier = Notifier.of(transport, "compute.host1");
    notifier.info(context, "compute.instance.create.end", Map.of("instance", "vm-7"));
    notifier
        .error(context, "compute.disk.full", Map.of("disk", "sda"))
        .exceptionally(failure -> giveAlarm(failure)); // or do not look at the stage
    // shown: end
  }

  // shown: begin
  static final class Audit {
    @OnNotification({Priority.ERROR, Priority.CRITICAL})
    void note(Notification notification) { // may block: runs on a virtual thread
      database.insert(notification.eventType(), notification.payload(Map.class));
    }

    @OnNotification(Priority.INFO)
    CompletionStage<NotificationResult> index(Notification notification) { // runs on an event loop
      return search.index(notification.messageId(), notification.publisherId());
    }
  }

  // shown: end

  static NotificationListener listen(Transport transport) {
    // shown: begin
    NotificationListener listener =
        NotificationListener.builder(transport, Target.topic("notifications"))
            .endpoint(
                new Audit(),
                NotificationFilter.builder()
                    .publisherId("compute\\.")
                    .payload("instance", "vm-\\d+$")
                    .build())
            .pool("audit")
            .allowRequeue()
            .start();
    // shown: end
    return listener;
  }

  // shown: begin
  static final class Bulk {
    @OnNotification(Priority.SAMPLE)
    CompletionStage<Void> store(List<Notification> batch) {
      return search.bulk(batch.size());
    }
  }

  // shown: end

  static NotificationListener listenForBatches(Transport transport) {
    // shown: begin
    NotificationListener bulk =
        NotificationListener.builder(transport, Target.topic("metering"))
            .endpoint(new Bulk())
            .batch(500, Duration.ofSeconds(1))
            .start();
    // shown: end
    return bulk;
  }

  private static Void giveAlarm(Throwable failure) {
    events.add("alarm " + failure);
    return null;
  }

  private static final class Database {
    void insert(String eventType, Map<?, ?> payload) {
      events.add("insert " + eventType + " " + payload);
    }
  }

  private static final class Search {
    CompletionStage<NotificationResult> index(String id, String publisher) {
      events.add("index " + id.length() + " " + publisher);
      return CompletableFuture.completedFuture(NotificationResult.HANDLED);
    }

    CompletionStage<Void> bulk(int size) {
      events.add("bulk " + size);
      return CompletableFuture.completedFuture(null);
    }
  }
}
