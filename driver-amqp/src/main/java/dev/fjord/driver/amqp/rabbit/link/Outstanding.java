package dev.fjord.driver.amqp.rabbit.link;

import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what one publisher holds, by number and by bytes. Thread-safe. */
final class Outstanding {
  private static final int MOST = 32_768;
  private static final long MOST_BYTES = 256L * 1024 * 1024;

  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /** Takes a publication in, or says why there is no room for it. */
  Optional<DeliveryException> admit(Publication publication) {
    int messages = count.incrementAndGet();
    long size = bytes.addAndGet(publication.size());
    if (messages <= MOST && (size <= MOST_BYTES || messages == 1)) {
      return Optional.empty();
    }
    release(publication);
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

  /** A publication is done with. */
  void release(Publication publication) {
    count.decrementAndGet();
    bytes.addAndGet(-publication.size());
  }
}
