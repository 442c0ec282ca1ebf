package dev.fjord.driver.amqp.proton.link;

import java.util.Arrays;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;

/**
 * A message while it arrives, in as many frames as it takes. It is counted as it comes: beyond the
 * limit nothing of it is kept. Confined to the loop.
 */
final class PartialMessage {
  private static final byte[] NOTHING = {};

  private final int limit;
  private byte[] bytes = NOTHING;
  private int kept;
  private long size;

  PartialMessage(int limit) {
    this.limit = limit;
  }

  /** Takes over what has arrived. */
  void read(Receiver receiver, Delivery delivery) {
    int pending = delivery.pending();
    if (pending == 0) {
      // An empty message, or an empty end of one.
      return;
    }
    size += pending;
    if (isTooLarge()) {
      bytes = NOTHING;
      kept = 0;
      receiver.recv();
      return;
    }
    if (pending > bytes.length - kept) {
      // Exactly as much for a message in one frame; with room to grow for the others.
      int wanted =
          delivery.isPartial() ? Math.max(2 * bytes.length, kept + pending) : kept + pending;
      bytes = Arrays.copyOf(bytes, Math.min(Math.max(wanted, kept + pending), limit));
    }
    kept += receiver.recv(bytes, kept, pending);
  }

  boolean isTooLarge() {
    return size > limit;
  }

  long size() {
    return size;
  }

  /** All of it. */
  byte[] bytes() {
    return kept == bytes.length ? bytes : Arrays.copyOf(bytes, kept);
  }
}
