package dev.fjord.driver.amqp;

import java.util.HashSet;
import java.util.Set;

/**
 * Knows copies of messages by their unique ids: of those being worked on, and of the last that were
 * acknowledged. An id counts as acknowledged only once the broker was told, or else a message whose
 * acknowledgement was lost would be taken for a copy of itself. Confined to the loop.
 *
 * @since 0.1.0
 */
public final class SeenMessages {
  private static final int WINDOW = 16_384;

  private final DuplicateWindow acknowledged = new DuplicateWindow(WINDOW);
  private final Set<String> underWay = new HashSet<>();

  /** Takes a message on; false if it is a copy. Messages without an id never are. */
  public boolean take(String uniqueId) {
    return uniqueId.isEmpty() || (!acknowledged.contains(uniqueId) && underWay.add(uniqueId));
  }

  /** A message was acknowledged. */
  public void remember(String uniqueId) {
    if (!uniqueId.isEmpty()) {
      underWay.remove(uniqueId);
      acknowledged.add(uniqueId);
    }
  }

  /** A message went back, so it will come again. */
  public void forget(String uniqueId) {
    underWay.remove(uniqueId);
  }

  /** A channel or link was lost: all that was under way on it comes again. */
  public void forgetAll() {
    underWay.clear();
  }
}
