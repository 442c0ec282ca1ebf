package dev.fjord.guard;

import dev.fjord.guard.LoopState.Turn;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the loops of a server twice in each limit, by one timer, and reports the method that has
 * held one too long. Thread-safe.
 */
final class LoopWatcher {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final LoopStates loops;
  private final Timers timers;
  private final Duration limit;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean isStopped;
  private Timers.@Nullable Timeout next;

  LoopWatcher(LoopStates loops, Timers timers, Duration limit) {
    this.loops = loops;
    this.timers = timers;
    this.limit = limit;
  }

  void start() {
    Duration period = limit.dividedBy(2).compareTo(SHORTEST) < 0 ? SHORTEST : limit.dividedBy(2);
    lock.lock();
    try {
      if (!isStopped) {
        next = timers.schedule(period, this::look);
      }
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      isStopped = true;
      if (next != null) {
        next.cancel();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The methods that hold a loop longer than the limit. */
  List<String> holding() {
    return loops.all().stream()
        .map(LoopState::running)
        .filter(Objects::nonNull)
        .filter(turn -> timers.nanoTime() - turn.begun() >= limit.toNanos())
        .map(turn -> turn.seat().record().method().javaName())
        .toList();
  }

  private void look() {
    try {
      loops.all().forEach(this::look);
    } finally {
      start();
    }
  }

  private void look(LoopState state) {
    Turn turn = state.running();
    if (turn == null) {
      return;
    }
    Duration held = Duration.ofNanos(timers.nanoTime() - turn.begun());
    Offences offences = turn.seat().record().offences();
    if (held.compareTo(limit) < 0 || !offences.mayReport()) {
      return;
    }
    StackTraceElement[] stack = turn.thread().getStackTrace();
    // A turn that has ended meanwhile says so itself; the stack may be of the next one.
    if (state.isStill(turn)) {
      state.reported(turn);
      offences.isHolding(held, turn.thread(), stack);
    }
  }
}
