package dev.fjord.cli.demo;

import dev.fjord.notify.Notification;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;

/** Takes notifications and may block. Thread-safe; called on workers. */
final class BlockingDemoListener {
  private final Sightings sightings;
  private final Arrivals heard;

  BlockingDemoListener(Sightings sightings, Arrivals heard) {
    this.sightings = sightings;
    this.heard = heard;
  }

  @OnNotification({Priority.INFO, Priority.ERROR})
  void onEvent(Notification notification) {
    sightings.here("onEvent");
    heard.arrived(notification.priority().key() + "/" + notification.payload(String.class));
  }
}
