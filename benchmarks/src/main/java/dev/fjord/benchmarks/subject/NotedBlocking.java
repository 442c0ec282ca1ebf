package dev.fjord.benchmarks.subject;

import dev.fjord.notify.Notification;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;

/** Takes notifications in a method that may block. */
public final class NotedBlocking {
  private final Work work;
  private final Arrivals arrivals;

  /** Does some work before a notification counts as taken. */
  NotedBlocking(Work work, Arrivals arrivals) {
    this.work = work;
    this.arrivals = arrivals;
  }

  /** Takes one. */
  @OnNotification(Priority.INFO)
  public void info(Notification notification) {
    arrivals.arrived(work.block(arrivals.textOf(notification)));
  }
}
