package dev.fjord.interop.desk;

import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationResult;
import dev.fjord.notify.OnNotification;
import java.util.concurrent.CompletionStage;

/** Takes notifications of every priority and completes with what is planned. Thread-safe. */
public final class AsyncMailbox {
  private final Letters letters;

  AsyncMailbox(Letters letters) {
    this.letters = letters;
  }

  /** Does not wait. */
  @OnNotification
  public CompletionStage<NotificationResult> onLetter(Notification notification) {
    return letters.take(notification);
  }
}
