package dev.fjord.notify;

import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.EmitOptions;
import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.NotifierDriverSettings;
import dev.fjord.spi.OutgoingNotification;
import dev.fjord.spi.Payload;
import dev.fjord.transport.Transport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the notifiers of a transport emitted through the driver {@code test}: a list in memory, for
 * tests of code that emits. It holds the newest 10,000.
 *
 * <p>Thread-safe; does not block.
 *
 * @since 0.1.0
 */
public final class RecordedNotifications implements NotifierDriver {
  private static final int MOST = 10_000;

  private final JsonCodec codec;
  private final Deque<Notification> recorded = new ArrayDeque<>();

  /** The driver itself; tests use {@link #of}. */
  public RecordedNotifications(NotifierDriverSettings settings) {
    codec = JsonCodec.of(settings.config());
  }

  /** What was emitted on a transport whose {@code oslo_messaging_notifications.driver} has test. */
  public static RecordedNotifications of(Transport transport) {
    return (RecordedNotifications) transport.notifierDrivers().get("test");
  }

  /** All of them, the oldest first, as a listener would get them. */
  public synchronized List<Notification> all() {
    return List.copyOf(recorded);
  }

  /** Forgets all of them. */
  public synchronized void clear() {
    recorded.clear();
  }

  @Override
  public synchronized CompletionStage<@Nullable Void> emit(
      OutgoingNotification notification, EmitOptions options) {
    if (recorded.size() == MOST) {
      recorded.removeFirst();
    }
    Payload fields = codec.readFields(notification.message().body());
    recorded.add(
        new Notification(
            notification.message().context(),
            Priority.of(notification.priority()).orElseThrow(),
            NotificationHead.of(fields, codec),
            fields,
            new NotificationReading(codec, codec)));
    return CompletableFuture.completedStage(null);
  }
}
