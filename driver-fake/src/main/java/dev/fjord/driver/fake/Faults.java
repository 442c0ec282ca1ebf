package dev.fjord.driver.fake;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults that a broker is set to. Thread-safe; costs little while none is set. */
final class Faults {
  private final AtomicInteger messagesToDrop = new AtomicInteger();
  private final AtomicInteger messagesToDuplicate = new AtomicInteger();
  private final AtomicInteger repliesToDrop = new AtomicInteger();
  private final AtomicInteger sendsToReject = new AtomicInteger();
  private final Set<String> unroutable = ConcurrentHashMap.newKeySet();
  private final HeldReplies heldReplies = new HeldReplies();
  private final AtomicInteger delayedMessages = new AtomicInteger();
  private volatile boolean down;
  private volatile Duration messageDelay = Duration.ZERO;
  private volatile Duration replyDelay = Duration.ZERO;

  void down(boolean isDown) {
    down = isDown;
  }

  /** Whether nobody can reach the broker now. */
  boolean isDown() {
    return down;
  }

  /** A message is on its way for a while. */
  void delaysMessage() {
    delayedMessages.incrementAndGet();
  }

  /** It has arrived, or will never. */
  void delayEnded() {
    delayedMessages.decrementAndGet();
  }

  int delayedMessages() {
    return delayedMessages.get();
  }

  void dropMessages(int count) {
    messagesToDrop.addAndGet(count);
  }

  boolean dropsNextMessage() {
    return takeOne(messagesToDrop);
  }

  void duplicateMessages(int count) {
    messagesToDuplicate.addAndGet(count);
  }

  boolean duplicatesNext() {
    return takeOne(messagesToDuplicate);
  }

  void dropReplies(int count) {
    repliesToDrop.addAndGet(count);
  }

  boolean dropsNextReply() {
    return takeOne(repliesToDrop);
  }

  void rejectSends(int count) {
    sendsToReject.addAndGet(count);
  }

  boolean rejectsNextSend() {
    return takeOne(sendsToReject);
  }

  Set<String> unroutable() {
    return unroutable;
  }

  boolean isUnroutable(String topic) {
    return !unroutable.isEmpty() && unroutable.contains(topic);
  }

  void messageDelay(Duration delay) {
    messageDelay = delay;
  }

  Duration messageDelay() {
    return messageDelay;
  }

  void replyDelay(Duration delay) {
    replyDelay = delay;
  }

  Duration replyDelay() {
    return replyDelay;
  }

  HeldReplies heldReplies() {
    return heldReplies;
  }

  private static boolean takeOne(AtomicInteger left) {
    if (left.get() == 0) {
      return false;
    }
    return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }
}
