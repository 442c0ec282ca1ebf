package dev.fjord.interop.desk;

import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationResult;
import dev.fjord.notify.OnNotification;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Takes batches of every priority and returns what is planned. Thread-safe. */
public final class BlockingBatchMailbox {
  private final Letters letters;

  BlockingBatchMailbox(Letters letters) {
    this.letters = letters;
  }

  /** Waits for what is planned. */
  @OnNotification
  public NotificationResult onLetters(List<Notification> batch) throws Exception {
    try {
      return letters.takeAll(batch).get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
