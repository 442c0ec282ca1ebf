package dev.fjord.notify;

import java.time.Duration;

/**
 * When a batch is complete.
 *
 * @param size how many notifications it has at most
 * @param delay how long its first one waits for others at most
 */
record BatchLimits(int size, Duration delay) {
  BatchLimits {
    if (size < 1) {
      throw new IllegalArgumentException("A batch must have room for 1 or more, not " + size);
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("A batch cannot wait for " + delay);
    }
  }
}
