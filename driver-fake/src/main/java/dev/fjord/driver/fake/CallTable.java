package dev.fjord.driver.fake;

import dev.fjord.DeliveryException;
import dev.fjord.FjordException;
import dev.fjord.TransportClosedException;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pending calls of one driver, with one timer for all of them: most calls end long before their
 * timeout, and a timer for each would cost more than the rest of the call.
 *
 * <p>Calls are chained by deadline, in one chain for timeouts of the same order of magnitude; a new
 * call goes to the end of its chain or close to it. Thread-safe; every method is short and
 * completes no call while it holds the lock.
 */
final class CallTable {
  /** The most calls that may be pending. */
  static final int MOST = 262_144;

  private static final int CHAINS = 64;

  private final Timers timers;
  private final @Nullable FakeCall[] first = new FakeCall[CHAINS];
  private final @Nullable FakeCall[] last = new FakeCall[CHAINS];
  private int size;
  private boolean closed;
  private Timers.@Nullable Timeout timer;
  private long timerDue;

  CallTable(Timers timers) {
    this.timers = timers;
  }

  /**
   * Enters a call.
   *
   * @throws FjordException if the table is closed or full
   */
  synchronized void add(FakeCall call) {
    if (closed) {
      throw closedFailure();
    }
    if (size == MOST) {
      throw new DeliveryException(
          MOST + " calls of this transport wait for replies, as many as may; wait for some to end",
          DeliveryException.Retry.SAFE,
          null);
    }
    link(call);
    size++;
    if (timer == null || call.deadline() - timerDue < 0) {
      arm(call.deadline());
    }
  }

  /** Takes a call out; returns false if somebody else did. */
  synchronized boolean remove(FakeCall call) {
    if (!call.listed) {
      return false;
    }
    unlink(call);
    return true;
  }

  synchronized int size() {
    return size;
  }

  /** Takes all calls out and lets none in any more. */
  synchronized List<FakeCall> close() {
    closed = true;
    return removeAll();
  }

  /** Takes all calls out. */
  synchronized List<FakeCall> removeAll() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    List<FakeCall> all = new ArrayList<>();
    for (int chain = 0; chain < CHAINS; chain++) {
      for (FakeCall call = first[chain]; call != null; call = first[chain]) {
        unlink(call);
        all.add(call);
      }
    }
    return all;
  }

  static TransportClosedException closedFailure() {
    return new TransportClosedException("The fake transport is closed");
  }

  private void expire() {
    List<FakeCall> expired = new ArrayList<>();
    synchronized (this) {
      timer = null;
      long now = timers.nanoTime();
      FakeCall next = null;
      for (int chain = 0; chain < CHAINS; chain++) {
        FakeCall head = first[chain];
        while (head != null && head.deadline() - now <= 0) {
          unlink(head);
          expired.add(head);
          head = first[chain];
        }
        if (head != null && (next == null || head.deadline() - next.deadline() < 0)) {
          next = head;
        }
      }
      if (next != null) {
        arm(next.deadline());
      }
    }
    expired.forEach(FakeCall::timeOutUnlisted);
  }

  private void arm(long due) {
    if (timer != null) {
      timer.cancel();
    }
    timerDue = due;
    timer = timers.schedule(Duration.ofNanos(Math.max(0, due - timers.nanoTime())), this::expire);
  }

  private void link(FakeCall call) {
    int chain = chainOf(call);
    FakeCall before = last[chain];
    while (before != null && before.deadline() - call.deadline() > 0) {
      before = before.earlier;
    }
    FakeCall after = before == null ? first[chain] : before.later;
    call.earlier = before;
    call.later = after;
    if (before == null) {
      first[chain] = call;
    } else {
      before.later = call;
    }
    if (after == null) {
      last[chain] = call;
    } else {
      after.earlier = call;
    }
    call.listed = true;
  }

  private void unlink(FakeCall call) {
    int chain = chainOf(call);
    FakeCall before = call.earlier;
    FakeCall after = call.later;
    if (before == null) {
      first[chain] = after;
    } else {
      before.later = after;
    }
    if (after == null) {
      last[chain] = before;
    } else {
      after.earlier = before;
    }
    call.earlier = null;
    call.later = null;
    call.listed = false;
    size--;
  }

  private static int chainOf(FakeCall call) {
    return 63 - Long.numberOfLeadingZeros(call.timeoutNanos() | 1);
  }
}
