package dev.fjord.cli.demo;

import dev.fjord.notify.Notification;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes notifications without blocking. Thread-safe; called on loops. */
final class AsyncDemoListener {
  private final Sightings sightings;
  private final Arrivals heard;

  AsyncDemoListener(Sightings sightings, Arrivals heard) {
    this.sightings = sightings;
    this.heard = heard;
  }

  @OnNotification({Priority.INFO, Priority.ERROR})
  CompletionStage<@Nullable Void> onEventAsync(Notification notification) {
    sightings.here("onEventAsync");
    heard.arrived(notification.priority().key() + "/" + notification.payload(String.class));
    return CompletableFuture.completedStage(null);
  }
}
