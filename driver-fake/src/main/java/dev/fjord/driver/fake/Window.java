package dev.fjord.driver.fake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one listener may still be handed (L2), and what it was handed and has not settled. Every
 * method is short and calls nothing outside. Thread-safe.
 */
final class Window {
  private int credit;
  private int handing;
  private boolean stopped;
  private @Nullable FakeIncoming newest;

  synchronized void grant(int slots) {
    credit = (int) Math.min(Integer.MAX_VALUE, (long) credit + slots);
  }

  /** Enters a message into the window, if there is a slot for it. */
  synchronized boolean admit(FakeIncoming message) {
    if (stopped || credit == 0) {
      return false;
    }
    credit--;
    handing++;
    message.older = newest;
    if (newest != null) {
      newest.newer = message;
    }
    newest = message;
    return true;
  }

  /** Whether there may be a slot; only {@link #admit} knows. */
  synchronized boolean isOpen() {
    return !stopped && credit > 0;
  }

  /** Ends a hand-over; returns whether it was the last one of a stopped listener. */
  synchronized boolean handedOver() {
    handing--;
    return stopped && handing == 0;
  }

  /** Ends hand-overs; returns whether none is under way. */
  synchronized boolean stop() {
    stopped = true;
    return handing == 0;
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Settles a message, once (M1); returns where it stood before. */
  synchronized FakeIncoming.State settle(FakeIncoming message) {
    FakeIncoming.State before = message.state;
    if (before == FakeIncoming.State.OPEN) {
      message.state = FakeIncoming.State.SETTLED;
      unlink(message);
    }
    return before;
  }

  /** Takes back everything that is not settled, oldest first (L4). */
  synchronized List<FakeIncoming> takeBack() {
    List<FakeIncoming> unsettled = new ArrayList<>();
    for (FakeIncoming at = newest; at != null; at = newest) {
      at.state = FakeIncoming.State.TAKEN_BACK;
      unlink(at);
      unsettled.add(at);
    }
    Collections.reverse(unsettled);
    return unsettled;
  }

  private void unlink(FakeIncoming message) {
    FakeIncoming older = message.older;
    FakeIncoming newer = message.newer;
    if (older != null) {
      older.newer = newer;
    }
    if (newer != null) {
      newer.older = older;
    } else {
      newest = older;
    }
    message.older = null;
    message.newer = null;
  }
}
