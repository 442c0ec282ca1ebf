package dev.fjord.interop.sample;

import dev.fjord.DeliveryException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Boxes of letters in memory: what stands for a broker. Thread-safe; {@link #take} blocks. */
final class PostOffice {
  private static final int MOST = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Deque<Letter>> boxes = new HashMap<>();

  /** Makes a box, unless it is there. */
  void open(String box) {
    lock.lock();
    try {
      boxes.computeIfAbsent(box, missing -> new ArrayDeque<>());
    } finally {
      lock.unlock();
    }
  }

  /** Removes a box with what is in it. */
  void remove(String box) {
    lock.lock();
    try {
      boxes.remove(box);
    } finally {
      lock.unlock();
    }
  }

  /** The boxes whose names begin like this. */
  List<String> boxes(String prefix) {
    lock.lock();
    try {
      return boxes.keySet().stream().filter(box -> box.startsWith(prefix)).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Adds a letter; returns false if there is no such box. */
  boolean put(String box, Letter letter) {
    lock.lock();
    try {
      Deque<Letter> letters = boxes.get(box);
      if (letters == null) {
        return false;
      }
      letters.removeIf(Letter::isExpired);
      if (letters.size() == MOST) {
        throw new DeliveryException(
            "The box " + box + " is full: it holds " + MOST + " letters",
            DeliveryException.Retry.SAFE,
            null);
      }
      letters.addLast(letter);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Puts a letter back, before all others. */
  void putBack(String box, Letter letter) {
    lock.lock();
    try {
      boxes.computeIfAbsent(box, missing -> new ArrayDeque<>()).addFirst(letter);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a letter in one of some boxes; null if none came or the taker has stopped. */
  @Nullable Taken take(List<String> from, Duration wait, BooleanSupplier stopped)
      throws InterruptedException {
    long left = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (!stopped.getAsBoolean()) {
        for (String box : from) {
          Deque<Letter> letters = boxes.getOrDefault(box, new ArrayDeque<>());
          for (Letter next = letters.poll(); next != null; next = letters.poll()) {
            if (!next.isExpired()) {
              return new Taken(box, next);
            }
          }
        }
        if (left <= 0) {
          return null;
        }
        left = changed.awaitNanos(left);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Lets everybody who waits look again. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A letter and the box it came from. */
  record Taken(String box, Letter letter) {}
}
