package dev.fjord.notify;

import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the notifications of a listener until there are enough, or the first of them has waited
 * long enough. Thread-safe; does not block.
 */
final class BatchCollector {
  private final Duration delay;
  private final Timers timers;
  private final Settlement settlement;
  private int size;
  private List<BatchMember> gathered = new ArrayList<>();
  private long complete;
  private Timers.@Nullable Timeout timeout;
  private boolean stopped;

  BatchCollector(BatchLimits limits, Timers timers, Settlement settlement) {
    this.size = limits.size();
    this.delay = limits.delay();
    this.timers = timers;
    this.settlement = settlement;
  }

  /** Makes batches no larger than so many slots, which could never be filled. */
  synchronized void fitInto(int slots) {
    size = Math.min(size, slots);
  }

  /** Called on wire or poll, for each notification in order of arrival. */
  void add(BatchMember member) {
    List<BatchMember> batch = List.of();
    synchronized (this) {
      gathered.add(member);
      if (stopped || gathered.size() >= size || (gathered.size() == 1 && !waits())) {
        batch = take();
      }
    }
    begin(batch);
  }

  /** Lets nothing wait any more: the server is about to stop. */
  void stop() {
    List<BatchMember> rest;
    synchronized (this) {
      stopped = true;
      rest = take();
    }
    begin(rest);
  }

  /** Races with {@link #add}: the batch may have become complete, and another one may gather. */
  private void expire(long number) {
    List<BatchMember> rest = List.of();
    synchronized (this) {
      if (complete == number) {
        rest = take();
      }
    }
    begin(rest);
  }

  private boolean waits() {
    long number = complete;
    try {
      timeout = timers.schedule(delay, () -> expire(number));
      return true;
    } catch (RejectedExecutionException e) {
      // The timers ended with their transport.
      return false;
    }
  }

  private List<BatchMember> take() {
    List<BatchMember> batch = gathered;
    gathered = new ArrayList<>();
    complete++;
    if (timeout != null) {
      timeout.cancel();
      timeout = null;
    }
    return batch;
  }

  /** Lets the first message of each priority run for all of that priority. */
  private void begin(List<BatchMember> batch) {
    Map<Priority, List<BatchMember>> groups = new EnumMap<>(Priority.class);
    for (BatchMember member : batch) {
      groups
          .computeIfAbsent(
              member.arrival().notification().priority(), priority -> new ArrayList<>())
          .add(member);
    }
    for (List<BatchMember> group : groups.values()) {
      NotificationInvocation leader =
          new NotificationInvocation(group.stream().map(BatchMember::arrival).toList(), settlement);
      group.get(0).play(leader);
      group.stream().skip(1).forEach(member -> member.play(new BatchFollower(leader)));
    }
  }
}
