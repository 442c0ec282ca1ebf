package dev.fjord.driver.fake;

import java.util.ArrayList;
import java.util.List;

/** Replies that are held back until they are let go. Thread-safe. */
final class HeldReplies {
  private final List<Runnable> held = new ArrayList<>();
  private volatile boolean holding;

  void hold() {
    holding = true;
  }

  /** Lets go what is held, in order, and holds no more. */
  void release() {
    List<Runnable> free;
    synchronized (this) {
      holding = false;
      free = List.copyOf(held);
      held.clear();
    }
    free.forEach(Runnable::run);
  }

  /** Keeps a reply, if replies are held. There are at most as many as messages handed over. */
  boolean keep(Runnable reply) {
    if (!holding) {
      return false;
    }
    synchronized (this) {
      return holding && held.add(reply);
    }
  }

  synchronized int size() {
    return held.size();
  }
}
