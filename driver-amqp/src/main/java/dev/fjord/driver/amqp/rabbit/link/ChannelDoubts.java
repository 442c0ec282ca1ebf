package dev.fjord.driver.amqp.rabbit.link;

import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Finds out when a channel is open and of no use any more. RabbitMQ keeps in each channel what it
 * knows of the quorum queues that are published to; after the death of a leader that can be out of
 * date for good: every message is rejected until the dead node is back, or none is confirmed. A new
 * channel begins with what is true. Confined to the loop.
 */
final class ChannelDoubts {
  private static final Duration CHECK = Duration.ofSeconds(1);

  /**
   * Checks in a row at which nothing at all was confirmed since the first of them. More than the
   * election of a leader takes (many seconds, if the old one stands still): a new channel would
   * wait for the old leader, where one that knows the queue already turns to the next.
   */
  private static final int STANDSTILL = 20;

  /** The most of them: a queue without a majority confirms nothing on any channel. */
  private static final int LONGEST_STANDSTILL = 80;

  /** Checks in a row at which the same publication was the oldest. */
  private static final int LEFT_BEHIND = 30;

  /** Rejections of one publication; the pauses between them make up most of a second. */
  private static final int REJECTIONS = 5;

  /** What else waits has so many checks to be confirmed before a channel that rejects is closed. */
  private static final int GRACE = 2;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Timers timers;
  private final Consumer<Runnable> loop;
  private final ConfirmWindow window;
  private final Consumer<String> replace;
  private Duration pause = FIRST_PAUSE;
  private int standstill = STANDSTILL;
  private long openedAt;
  private boolean isWatching;
  private boolean isGrave;
  private boolean isConfirming;
  private long oldest;
  private int checksWithoutConfirm;
  private int checksOfOldest;
  private int checksSinceGrave;

  /** {@code replace} is told what is wrong, on the loop, and opens another channel. */
  ChannelDoubts(
      Timers timers, Consumer<Runnable> loop, ConfirmWindow window, Consumer<String> replace) {
    this.timers = timers;
    this.loop = loop;
    this.window = window;
    this.replace = replace;
  }

  /** Whether nothing more is to be written: the channel is about to be replaced. */
  boolean areGrave() {
    return isGrave;
  }

  /** A channel that nothing is known of yet is there. */
  void opened() {
    openedAt = timers.nanoTime();
    isGrave = false;
    restart();
  }

  /** Something was written that is to be confirmed. */
  void written() {
    if (!isWatching) {
      restart();
      watch();
    }
  }

  /** A publication was confirmed. */
  void confirmed(Publication publication) {
    isConfirming = true;
    standstill = STANDSTILL;
    if (publication.rejections() > 0) {
      pause = FIRST_PAUSE;
    }
  }

  /** A publication was rejected, and perhaps not for the first time. */
  void rejected(Publication publication) {
    isConfirming = true;
    if (publication.rejections() >= REJECTIONS
        && !isGrave
        && timers.nanoTime() - openedAt > pause.toNanos()) {
      // A full queue rejects as well, and a new channel does not help it: not too often, then.
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      isGrave = true;
      checksSinceGrave = 0;
      if (!isWatching) {
        watch();
      }
    }
  }

  private void watch() {
    try {
      timers.schedule(CHECK, () -> loop.accept(this::check));
      isWatching = true;
    } catch (RejectedExecutionException e) {
      // The timers end with their transport.
      isWatching = false;
    }
  }

  private void check() {
    isWatching = false;
    count();
    if (isGrave && (window.isEmpty() || checksSinceGrave >= GRACE)) {
      give("the broker rejects a message again and again");
    } else if (checksWithoutConfirm >= standstill
        || checksOfOldest >= Math.max(standstill, LEFT_BEHIND)) {
      standstill = Math.min(2 * standstill, LONGEST_STANDSTILL);
      give("the broker does not confirm what was published");
    } else if (isGrave || !window.isEmpty()) {
      watch();
    }
  }

  private void count() {
    checksSinceGrave++;
    checksWithoutConfirm = isConfirming || window.isEmpty() ? 0 : checksWithoutConfirm + 1;
    isConfirming = false;
    checksOfOldest = window.oldest() == oldest && !window.isEmpty() ? checksOfOldest + 1 : 0;
    oldest = window.oldest();
  }

  private void give(String reason) {
    // Writing goes on with the next channel.
    isGrave = true;
    restart();
    replace.accept(reason);
  }

  private void restart() {
    isConfirming = false;
    oldest = window.oldest();
    checksWithoutConfirm = 0;
    checksOfOldest = 0;
  }
}
