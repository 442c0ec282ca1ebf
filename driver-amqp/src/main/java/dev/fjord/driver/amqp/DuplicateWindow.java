package dev.fjord.driver.amqp;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last ids that were added, a fixed number of them. Confined to one thread.
 *
 * @since 0.1.0
 */
public final class DuplicateWindow {
  private final @Nullable String[] ring;
  private final Set<String> known = new HashSet<>();
  private int next;

  /** With the number of ids to remember. */
  public DuplicateWindow(int size) {
    ring = new String[size];
  }

  /** Whether an id is remembered. */
  public boolean contains(String id) {
    return known.contains(id);
  }

  /** Remembers an id and forgets the oldest, if there are too many. */
  public void add(String id) {
    if (known.add(id)) {
      String oldest = ring[next];
      if (oldest != null) {
        known.remove(oldest);
      }
      ring[next] = id;
      next = (next + 1) % ring.length;
    }
  }
}
