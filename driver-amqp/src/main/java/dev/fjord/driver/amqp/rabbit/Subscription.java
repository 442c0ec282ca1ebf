package dev.fjord.driver.amqp.rabbit;

import com.rabbitmq.client.Method;
import java.util.List;
import java.util.Map;

/**
 * One queue to consume from.
 *
 * @param queue the queue
 * @param declarations what must exist first, in order
 * @param arguments the arguments of basic.consume
 * @param lifetime whether the queue goes with its listener
 */
record Subscription(
    String queue, List<Method> declarations, Map<String, Object> arguments, Lifetime lifetime) {

  /** How long a queue lives. */
  enum Lifetime {
    /** Longer than its listener: it is shared, or taken over by a later process. */
    SHARED,
    /** As long as its listener, who deletes it. */
    OWN,
    /** Longer than its listener, who remembers how far it read. */
    STREAM
  }
}
