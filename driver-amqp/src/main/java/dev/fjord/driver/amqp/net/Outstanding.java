package dev.fjord.driver.amqp.net;

import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what waits to be sent, by number and by bytes. Thread-safe. */
public final class Outstanding {
  private static final int MOST = 32_768;
  private static final long MOST_BYTES = 256L * 1024 * 1024;

  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /** Takes a message in, or says why there is no room for it. */
  public Optional<DeliveryException> admit(long ownBytes) {
    int messages = count.incrementAndGet();
    long size = bytes.addAndGet(ownBytes);
    if (messages <= MOST && (size <= MOST_BYTES || messages == 1)) {
      return Optional.empty();
    }
    release(ownBytes);
    return Optional.of(
        new DeliveryException(
            "Too much waits to be sent ("
                + messages
                + " messages, "
                + size
                + " bytes): the broker takes it more slowly than it comes",
            Retry.SAFE,
            null));
  }

  /** A message is done with. */
  public void release(long ownBytes) {
    count.decrementAndGet();
    bytes.addAndGet(-ownBytes);
  }
}
