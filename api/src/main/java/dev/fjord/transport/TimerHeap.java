package dev.fjord.transport;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tasks by their time: a binary heap whose entries know their place, so that one is taken out
 * without a search. Tasks of the same time come in the order they were added. Not thread-safe.
 */
final class TimerHeap {
  private @Nullable Entry[] entries = new Entry[64];
  private int size;
  private long added;

  /** A task in the heap. */
  static final class Entry {
    private final long time;
    private final long number;
    private final Runnable task;
    private int place;

    private Entry(long time, long number, Runnable task) {
      this.time = time;
      this.number = number;
      this.task = task;
    }

    long time() {
      return time;
    }

    Runnable task() {
      return task;
    }

    boolean isBefore(long other) {
      return time - other < 0;
    }

    boolean isAfter(long other) {
      return time - other > 0;
    }

    private boolean comesBefore(Entry other) {
      return time == other.time ? number - other.number < 0 : isBefore(other.time);
    }
  }

  Entry add(long time, Runnable task) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size * 2);
    }
    Entry entry = new Entry(time, added++, task);
    size++;
    rise(entry, size - 1);
    return entry;
  }

  /** The one that is due first. */
  @Nullable Entry first() {
    return entries[0];
  }

  /** Takes an entry out, unless it is out already. */
  void remove(Entry entry) {
    int place = entry.place;
    if (place < 0) {
      return;
    }
    entry.place = -1;
    size--;
    Entry last = entries[size];
    entries[size] = null;
    if (last == null || last == entry) {
      return;
    }
    sink(last, place);
    if (last.place == place) {
      rise(last, place);
    }
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      Entry entry = entries[i];
      if (entry != null) {
        entry.place = -1;
      }
    }
    Arrays.fill(entries, null);
    size = 0;
  }

  private void rise(Entry entry, int from) {
    int place = from;
    while (place > 0) {
      Entry parent = entries[(place - 1) / 2];
      if (parent == null || !entry.comesBefore(parent)) {
        break;
      }
      put(parent, place);
      place = (place - 1) / 2;
    }
    put(entry, place);
  }

  private void sink(Entry entry, int from) {
    int place = from;
    while (true) {
      Entry child = child(place);
      if (child == null || !child.comesBefore(entry)) {
        break;
      }
      int next = child.place;
      put(child, place);
      place = next;
    }
    put(entry, place);
  }

  /** The earlier child of a place. */
  private @Nullable Entry child(int place) {
    int left = 2 * place + 1;
    if (left >= size) {
      return null;
    }
    Entry first = entries[left];
    Entry second = left + 1 < size ? entries[left + 1] : null;
    return first != null && second != null && second.comesBefore(first) ? second : first;
  }

  private void put(Entry entry, int place) {
    entries[place] = entry;
    entry.place = place;
  }
}
