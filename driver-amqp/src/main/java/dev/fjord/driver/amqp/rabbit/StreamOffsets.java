package dev.fjord.driver.amqp.rabbit;

import dev.fjord.driver.amqp.rabbit.wire.WireProperties;
import java.util.HashMap;
import java.util.Map;

/**
 * Where to go on reading a stream after a lost connection: behind the last message seen. A listener
 * reads one stream at most. Written on the loop, read on the setup thread.
 */
final class StreamOffsets {
  private static final String OFFSET = "x-stream-offset";

  private volatile long last = -1;

  /** Notes how far a delivery is in its stream. */
  void seen(Delivery delivery) {
    WireProperties.header(delivery.properties(), OFFSET)
        .ifPresent(
            offset -> {
              if (offset instanceof Number number) {
                last = number.longValue();
              }
            });
  }

  /** The arguments for consuming. */
  Map<String, Object> arguments(Subscription subscription) {
    if (subscription.lifetime() != Subscription.Lifetime.STREAM) {
      return subscription.arguments();
    }
    Map<String, Object> arguments = new HashMap<>(subscription.arguments());
    long seen = last;
    if (seen < 0) {
      arguments.put(OFFSET, "last");
    } else {
      arguments.put(OFFSET, seen + 1);
    }
    return arguments;
  }
}
