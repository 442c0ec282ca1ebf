package dev.fjord.interop.desk;

import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationResult;
import dev.fjord.notify.OnNotification;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes batches of every priority and completes with what is planned. Thread-safe. */
public final class AsyncBatchMailbox {
  private final Letters letters;

  AsyncBatchMailbox(Letters letters) {
    this.letters = letters;
  }

  /** Does not wait. */
  @OnNotification
  public CompletionStage<NotificationResult> onLetters(List<Notification> batch) {
    return letters.takeAll(batch);
  }
}
