package dev.fjord.driver.amqp.rabbit;

import dev.fjord.driver.amqp.rabbit.link.LiveChannel.Reach;
import java.util.Arrays;

/**
 * Which deliveries of one channel are settled. Delivery tags count up from 1, so what was accepted
 * without a gap is acknowledged in one go, and only what lies beyond a gap one by one. Confined to
 * the loop.
 */
final class AckLedger {
  private static final byte OPEN = 0;
  private static final byte ACCEPTED = 1;
  private static final byte SETTLED = 2;

  private byte[] states = new byte[64];
  private long[] accepted = new long[64];
  private int acceptedCount;
  private long oldest = 1;
  private long next = 1;

  /** Told of each acknowledgement to be written. */
  @FunctionalInterface
  interface Writer {
    /** Writes one; false if the channel is gone. */
    boolean acknowledge(long tag, Reach reach);
  }

  /** A message was delivered. */
  void delivered(long tag) {
    while (next <= tag) {
      if (next - oldest == states.length) {
        grow();
      }
      states[slot(next)] = OPEN;
      next++;
    }
  }

  /** A message is to be acknowledged at the next flush. */
  void accept(long tag) {
    states[slot(tag)] = ACCEPTED;
    if (acceptedCount == accepted.length) {
      accepted = Arrays.copyOf(accepted, acceptedCount * 2);
    }
    accepted[acceptedCount++] = tag;
  }

  /** A message was put back or dropped: the broker was told already. */
  void settled(long tag) {
    states[slot(tag)] = SETTLED;
  }

  /** How many deliveries are neither accepted nor settled, or lie behind one that is not. */
  int unsettled() {
    return (int) (next - oldest);
  }

  /** Acknowledges what was accepted; false if the channel went away meanwhile. */
  boolean flush(Writer writer) {
    if (acceptedCount == 0) {
      return true;
    }
    boolean written = flushPrefix(writer);
    for (int i = 0; i < acceptedCount && written; i++) {
      long tag = accepted[i];
      if (tag >= oldest) {
        states[slot(tag)] = SETTLED;
        written = writer.acknowledge(tag, Reach.ONE);
      }
    }
    acceptedCount = 0;
    return written;
  }

  private boolean flushPrefix(Writer writer) {
    long last = 0;
    int count = 0;
    while (oldest < next && states[slot(oldest)] != OPEN) {
      if (states[slot(oldest)] == ACCEPTED) {
        last = oldest;
        count++;
      }
      oldest++;
    }
    return count == 0 || writer.acknowledge(last, count == 1 ? Reach.ONE : Reach.ALL_UP_TO);
  }

  private void grow() {
    byte[] larger = new byte[states.length * 2];
    for (long tag = oldest; tag < next; tag++) {
      larger[(int) (tag & (larger.length - 1))] = states[slot(tag)];
    }
    states = larger;
  }

  private int slot(long tag) {
    return (int) (tag & (states.length - 1));
  }
}
