package dev.fjord.spi;

import dev.fjord.Target;
import java.util.List;
import java.util.Set;

/**
 * What a listener is to receive.
 *
 * @since 0.1.0
 */
public sealed interface ListenRequest {
  /** The most messages that will ever be requested and unfinished at a time. */
  int maxInFlight();

  /**
   * The requests to a server: to its topic, to itself by name, and to the topic's fanout.
   *
   * @param target topic and server, both set
   */
  record Requests(Target target, int maxInFlight) implements ListenRequest {}

  /**
   * The notifications of some topics.
   *
   * @param targets topics, each with an exchange or none
   * @param priorities the priorities wanted, in lower case
   * @param pool the name of the pool that shares them, empty text for none
   */
  record Notifications(List<Target> targets, Set<String> priorities, String pool, int maxInFlight)
      implements ListenRequest {
    /** Copies the collections. */
    public Notifications {
      targets = List.copyOf(targets);
      priorities = Set.copyOf(priorities);
    }
  }
}
