package dev.fjord.spi;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls of one method run at a time; the others wait for their turn in the slots they
 * hold, so there are never more of them than slots. Thread-safe; nothing blocks.
 */
final class MethodLimit {
  private final int most;
  private final Timers timers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<AcceptedInvocation> waiting = new ArrayDeque<>();
  private final Map<AcceptedInvocation, Timers.Timeout> expiries = new HashMap<>();
  private int running;

  MethodLimit(int most, Timers timers) {
    this.most = most;
    this.timers = timers;
  }

  int most() {
    return most;
  }

  /** Whether a call may run now; if not it waits until {@link #leave} returns it. */
  boolean enter(AcceptedInvocation invocation) {
    lock.lock();
    try {
      if (running < most) {
        running++;
        return true;
      }
      waiting.add(invocation);
      Duration budget = invocation.budget().orElse(null);
      if (budget != null) {
        expiries.put(invocation, timers.schedule(budget, () -> expire(invocation)));
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a call that ran; returns the one that may run in its place, if one waits. */
  @Nullable AcceptedInvocation leave() {
    lock.lock();
    try {
      AcceptedInvocation next = waiting.poll();
      if (next == null) {
        running--;
      } else {
        forget(next);
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void expire(AcceptedInvocation invocation) {
    boolean waited;
    lock.lock();
    try {
      // Against leave, which may have let it run at the same moment.
      waited = waiting.remove(invocation);
      expiries.remove(invocation);
    } finally {
      lock.unlock();
    }
    if (waited) {
      invocation.expiredWaiting(most);
    }
  }

  private void forget(AcceptedInvocation invocation) {
    Timers.Timeout expiry = expiries.remove(invocation);
    if (expiry != null) {
      expiry.cancel();
    }
  }
}
