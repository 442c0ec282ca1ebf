package dev.fjord.benchmarks.subject;

import dev.fjord.notify.Notification;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes notifications in a method that must not block. */
public final class NotedAsync {
  private final Work work;
  private final Arrivals arrivals;

  /** Does some work before a notification counts as taken. */
  NotedAsync(Work work, Arrivals arrivals) {
    this.work = work;
    this.arrivals = arrivals;
  }

  /** Takes one. */
  @OnNotification(Priority.INFO)
  public CompletionStage<@Nullable Void> info(Notification notification) {
    return work.begin(arrivals.textOf(notification))
        .<@Nullable Void>thenApply(
            text -> {
              arrivals.arrived(text);
              return null;
            });
  }
}
