package dev.fjord.driver.amqp.rabbit.link;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The publications of one channel that wait for their confirms, by sequence number. Confined to the
 * loop.
 */
final class ConfirmWindow {
  private final @Nullable Publication[] slots;
  private long oldest = 1;
  private long next = 1;

  /** With the most publications that may wait; a power of two. */
  ConfirmWindow(int capacity) {
    slots = new Publication[capacity];
  }

  boolean isFull() {
    return next - oldest == slots.length;
  }

  boolean isEmpty() {
    return next == oldest;
  }

  /** The number of the publication that waits the longest. */
  long oldest() {
    return oldest;
  }

  /** Takes a publication under the next sequence number, which the broker counts as well. */
  void add(Publication publication) {
    slots[slot(next)] = publication;
    next++;
  }

  /** Takes the last publication out again: it was not written. */
  void removeLast() {
    next--;
    slots[slot(next)] = null;
  }

  /** Takes out one publication, or all up to it. Numbers that are not waited for are ignored. */
  void settle(long sequence, LiveChannel.Reach reach, Consumer<Publication> settled) {
    if (sequence >= next) {
      return;
    }
    long from = reach == LiveChannel.Reach.ALL_UP_TO ? oldest : sequence;
    for (long n = Math.max(from, oldest); n <= sequence; n++) {
      Publication publication = slots[slot(n)];
      slots[slot(n)] = null;
      if (publication != null) {
        settled.accept(publication);
      }
    }
    while (oldest < next && slots[slot(oldest)] == null) {
      oldest++;
    }
  }

  /** The publication that a returned message is. */
  @Nullable Publication find(String exchange, String key, byte[] body) {
    for (long n = oldest; n < next; n++) {
      Publication publication = slots[slot(n)];
      if (publication != null && publication.is(exchange, key, body)) {
        return publication;
      }
    }
    return null;
  }

  /** Empties the window and begins a new channel's count; what waited, in order. */
  List<Publication> restart() {
    List<Publication> waited = new ArrayList<>();
    for (long n = oldest; n < next; n++) {
      Publication publication = slots[slot(n)];
      slots[slot(n)] = null;
      if (publication != null) {
        waited.add(publication);
      }
    }
    oldest = 1;
    next = 1;
    return waited;
  }

  private int slot(long sequence) {
    return (int) (sequence & (slots.length - 1));
  }
}
