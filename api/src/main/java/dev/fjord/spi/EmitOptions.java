package dev.fjord.spi;

import dev.fjord.Target;
import java.time.Duration;
import java.util.List;

/**
 * How a notification is emitted; of use to drivers that send it somewhere.
 *
 * @param topics where it goes, without the priority
 * @param timeout how long that may take, all attempts together
 * @param retry how often it is sent again after a failure that cannot have delivered it; -1 as
 *     often as the timeout allows
 * @since 0.1.0
 */
public record EmitOptions(List<Target> topics, Duration timeout, int retry) {
  /** Copies the topics. */
  public EmitOptions {
    topics = List.copyOf(topics);
    if (retry < -1) {
      throw new IllegalArgumentException("retry must be -1 or more, is " + retry);
    }
  }

  /** A copy that goes to other topics. */
  public EmitOptions withTopics(List<Target> newTopics) {
    return new EmitOptions(newTopics, timeout, retry);
  }

  /** A copy that may take so long. */
  public EmitOptions withTimeout(Duration newTimeout) {
    return new EmitOptions(topics, newTimeout, retry);
  }

  /** A copy that is sent again so often. */
  public EmitOptions withRetry(int newRetry) {
    return new EmitOptions(topics, timeout, newRetry);
  }
}
