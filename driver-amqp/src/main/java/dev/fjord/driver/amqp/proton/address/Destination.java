package dev.fjord.driver.amqp.proton.address;

import dev.fjord.Target;
import org.jspecify.annotations.Nullable;

/**
 * Where a message goes or comes from, before it is known how the broker's addresses are spelled.
 *
 * @param reach how many are meant
 * @param exchange the exchange, if one is named
 * @param name the topic, with its priority for notifications; the address itself for replies
 * @param server the server, for those that mean one
 */
public record Destination(
    Reach reach, @Nullable String exchange, String name, @Nullable String server) {
  /** How many servers are meant. */
  public enum Reach {
    /** One server. */
    ONE,
    /** Any server of a topic. */
    ANY,
    /** All servers of a topic. */
    ALL,
    /** Whoever listens to notifications. */
    NOTIFICATION,
    /** The address that a caller named for its reply. */
    REPLY
  }

  /** Where a request to a target goes. */
  public static Destination request(Target to) {
    String exchange = to.exchange().orElse(null);
    String topic = to.requireTopic();
    if (to.isFanout()) {
      return new Destination(Reach.ALL, exchange, topic, null);
    }
    return to.server()
        .map(server -> new Destination(Reach.ONE, exchange, topic, server))
        .orElseGet(() -> new Destination(Reach.ANY, exchange, topic, null));
  }

  /** Where a notification goes, the priority being the end of the topic. */
  public static Destination notification(Target to) {
    return new Destination(Reach.NOTIFICATION, to.exchange().orElse(null), to.requireTopic(), null);
  }

  /** Where a reply goes. */
  public static Destination reply(String address) {
    return new Destination(Reach.REPLY, null, address, null);
  }
}
