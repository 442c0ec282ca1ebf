package dev.fjord.interop.desk;

import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationResult;
import dev.fjord.notify.OnNotification;
import java.util.concurrent.ExecutionException;

/** Takes notifications of every priority and returns what is planned. Thread-safe. */
public final class BlockingMailbox {
  private final Letters letters;

  BlockingMailbox(Letters letters) {
    this.letters = letters;
  }

  /** Waits for what is planned. */
  @OnNotification
  public NotificationResult onLetter(Notification notification) throws Exception {
    try {
      return letters.take(notification).get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
