package dev.fjord.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves when it is told to. */
public final class ManualTimers implements Timers {
  private record Task(long at, Runnable body) {}

  private final List<Task> tasks = new ArrayList<>();
  private long now;

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Timeout schedule(Duration delay, Runnable body) {
    Task task = new Task(now + delay.toNanos(), body);
    tasks.add(task);
    return () -> {
      synchronized (this) {
        tasks.remove(task);
      }
    };
  }

  public synchronized int scheduled() {
    return tasks.size();
  }

  public void advance(Duration time) {
    List<Task> due = new ArrayList<>();
    synchronized (this) {
      now += time.toNanos();
      tasks.removeIf(task -> task.at() <= now && due.add(task));
    }
    due.forEach(task -> task.body().run());
  }
}
