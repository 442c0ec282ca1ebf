package dev.fjord.driver.fake;

import dev.fjord.DeliveryException;
import dev.fjord.Target;
import dev.fjord.UndeliverableException;
import dev.fjord.spi.ListenRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which queues there are and where a target leads, as oslo.messaging lays them out on RabbitMQ:
 *
 * <ul>
 *   <li>requests: a queue for the topic, shared by its servers; one for each server by name; one
 *       for each server's share of the topic's fanout, whatever the exchange. The last goes away
 *       with its server, the others stay and hold what comes;
 *   <li>notifications: a queue for each topic and priority, made by whoever comes first, sender or
 *       listener; and one for each pool, which gets a copy of all it was bound to.
 * </ul>
 *
 * Thread-safe.
 */
final class Topology {
  private static final int MOST_QUEUES = 65_536;

  private final BrokerState broker;
  private final Map<Address, MessageQueue> queues = new ConcurrentHashMap<>();
  private final Map<String, List<MessageQueue>> fanouts = new ConcurrentHashMap<>();
  private final Map<Address, List<MessageQueue>> pools = new ConcurrentHashMap<>();

  Topology(BrokerState broker) {
    this.broker = broker;
  }

  /**
   * The queue of a request that is not fanned out.
   *
   * @throws UndeliverableException if there is none
   */
  MessageQueue route(Target to, String defaultExchange) {
    String topic = to.requireTopic();
    MessageQueue queue =
        queues.get(
            new Address(to.exchange().orElse(defaultExchange), topic, to.server().orElse("")));
    if (queue == null || broker.faults().isUnroutable(topic)) {
      throw new UndeliverableException(to);
    }
    return queue;
  }

  /** The queues of all servers of a topic. */
  List<MessageQueue> fanout(Target to) {
    return fanouts.getOrDefault(to.requireTopic(), List.of());
  }

  /** The queues that a notification is copied to; the first is made if it is missing. */
  List<MessageQueue> notification(Target to, String defaultExchange) {
    Address address = Address.shared(to.exchange().orElse(defaultExchange), to.requireTopic());
    MessageQueue queue = declare(address);
    List<MessageQueue> copies = pools.get(address);
    if (copies == null) {
      return List.of(queue);
    }
    List<MessageQueue> all = new ArrayList<>(copies.size() + 1);
    all.add(queue);
    all.addAll(copies);
    return all;
  }

  /** The queue of an address, if there is one. */
  @Nullable MessageQueue find(Address address) {
    return queues.get(address);
  }

  /** Every queue that can hold messages. */
  Stream<MessageQueue> all() {
    return Stream.concat(queues.values().stream(), fanouts.values().stream().flatMap(List::stream));
  }

  /** Makes what a listener consumes from. */
  List<MessageQueue> bind(ListenRequest request, String defaultExchange) {
    return switch (request) {
      case ListenRequest.Requests requests -> bind(requests.target(), defaultExchange);
      case ListenRequest.Notifications notifications -> bind(notifications, defaultExchange);
    };
  }

  /** Removes what goes away with its listener: the queue of a server's fanouts. */
  void unbind(ListenRequest request, List<MessageQueue> bound) {
    if (request instanceof ListenRequest.Requests requests) {
      fanouts.computeIfPresent(
          requests.target().requireTopic(),
          (topic, all) -> {
            List<MessageQueue> rest = new ArrayList<>(all);
            rest.removeAll(bound);
            return rest.isEmpty() ? null : List.copyOf(rest);
          });
    }
  }

  private List<MessageQueue> bind(Target target, String defaultExchange) {
    String exchange = target.exchange().orElse(defaultExchange);
    String topic = target.requireTopic();
    String server =
        target
            .server()
            .orElseThrow(
                () ->
                    new dev.fjord.InvalidTargetException(
                        target, "a server listens under a name; use server(name)"));
    MessageQueue fanout =
        new MessageQueue(new Address(exchange, topic + "_fanout", server), broker);
    List<MessageQueue> bound =
        List.of(
            declare(Address.shared(exchange, topic)),
            declare(new Address(exchange, topic, server)),
            fanout);
    fanouts.compute(topic, (key, all) -> with(all, fanout));
    return bound;
  }

  private List<MessageQueue> bind(ListenRequest.Notifications request, String defaultExchange) {
    List<MessageQueue> bound = new ArrayList<>();
    MessageQueue pool = request.pool().isEmpty() ? null : declare(Address.pool(request.pool()));
    for (Target target : request.targets()) {
      for (String priority : request.priorities()) {
        Address address =
            Address.shared(
                target.exchange().orElse(defaultExchange), target.requireTopic() + "." + priority);
        MessageQueue queue = declare(address);
        if (pool == null) {
          bound.add(queue);
        } else {
          pools.compute(address, (key, all) -> with(all, pool));
        }
      }
    }
    return pool == null ? List.copyOf(bound) : List.of(pool);
  }

  private MessageQueue declare(Address address) {
    MessageQueue known = queues.get(address);
    if (known != null) {
      return known;
    }
    if (queues.size() >= MOST_QUEUES) {
      throw new DeliveryException(
          "The fake broker has " + MOST_QUEUES + " queues and makes no more, not for " + address,
          DeliveryException.Retry.SAFE,
          null);
    }
    return queues.computeIfAbsent(address, missing -> new MessageQueue(missing, broker));
  }

  private static List<MessageQueue> with(@Nullable List<MessageQueue> all, MessageQueue one) {
    List<MessageQueue> more = new ArrayList<>(all == null ? List.of() : all);
    if (!more.contains(one)) {
      more.add(one);
    }
    return List.copyOf(more);
  }
}
