package dev.fjord.driver.amqp.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import dev.fjord.Target;
import dev.fjord.driver.amqp.rabbit.Subscription.Lifetime;
import dev.fjord.driver.amqp.rabbit.config.TopologySettings;
import dev.fjord.driver.amqp.rabbit.link.Declaration;
import dev.fjord.spi.ListenRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The queues and exchanges, with exactly the flags, arguments and order of oslo.messaging: a peer
 * that declares one of them differently is refused by the broker. Thread-safe.
 */
final class Topology {
  private final TopologySettings settings;
  private final QueueNames names;
  private final String controlExchange;

  Topology(TopologySettings settings, QueueNames names, String controlExchange) {
    this.settings = settings;
    this.names = names;
    this.controlExchange = controlExchange;
  }

  /** The exchange of a target that is no fanout. */
  String exchange(Target target) {
    return target.exchange().orElse(controlExchange);
  }

  /** The exchange of a topic's fanout, which is the same whatever exchange a target names. */
  static String fanoutExchange(String topic) {
    return topic + "_fanout";
  }

  /** What a sender to a topic declares. */
  Declaration forSending(String exchange) {
    return new Declaration(exchange, List.of(topicExchange(exchange)));
  }

  /** What a sender to a fanout declares. */
  Declaration forFanout(String topic) {
    return new Declaration(fanoutExchange(topic), List.of(fanoutExchangeDeclare(topic)));
  }

  /** What a sender of notifications declares: the queue as well, so that none is lost. */
  Declaration forNotifying(String exchange, String key) {
    return new Declaration(exchange + '\n' + key, sharedQueue(exchange, key, List.of(key)));
  }

  /** What a server consumes from: its topic, itself, its topic's fanout. */
  List<Subscription> server(Target target) {
    String topic = target.requireTopic();
    String exchange = exchange(target);
    List<Subscription> subscriptions = new ArrayList<>();
    subscriptions.add(shared(exchange, topic, List.of(topic)));
    target
        .server()
        .map(server -> topic + "." + server)
        .ifPresent(key -> subscriptions.add(shared(exchange, key, List.of(key))));
    subscriptions.add(fanout(topic));
    return subscriptions;
  }

  /** What a listener of notifications consumes from. */
  List<Subscription> notifications(ListenRequest.Notifications request) {
    List<Subscription> subscriptions = new ArrayList<>();
    List<Method> pooled = new ArrayList<>();
    for (Target target : request.targets()) {
      String exchange = exchange(target);
      for (String priority : request.priorities()) {
        String key = target.requireTopic() + "." + priority;
        if (request.pool().isEmpty()) {
          subscriptions.add(shared(exchange, key, List.of(key)));
        } else {
          pooled.addAll(sharedQueue(exchange, request.pool(), List.of(key)));
        }
      }
    }
    if (!pooled.isEmpty()) {
      subscriptions.add(
          new Subscription(request.pool(), pooled, consumeArguments(), Lifetime.SHARED));
    }
    return subscriptions;
  }

  /** What a caller consumes its replies from. */
  Subscription replies(String queue) {
    return new Subscription(queue, List.of(transientQueue(queue)), consumeArguments(), ownOrKept());
  }

  private Subscription shared(String exchange, String queue, List<String> keys) {
    return new Subscription(
        queue, sharedQueue(exchange, queue, keys), consumeArguments(), Lifetime.SHARED);
  }

  private Subscription fanout(String topic) {
    boolean isStream = settings.streamFanout();
    String exchange = fanoutExchange(topic);
    String queue = isStream ? exchange : names.fanout(topic);
    List<Method> methods =
        List.of(
            fanoutExchangeDeclare(topic),
            isStream ? streamQueue(queue) : transientQueue(queue),
            bind(queue, exchange, topic));
    return new Subscription(
        queue, methods, consumeArguments(), isStream ? Lifetime.STREAM : ownOrKept());
  }

  private Lifetime ownOrKept() {
    return names.areKept() ? Lifetime.SHARED : Lifetime.OWN;
  }

  private List<Method> sharedQueue(String exchange, String queue, List<String> keys) {
    List<Method> methods = new ArrayList<>();
    methods.add(topicExchange(exchange));
    methods.add(
        new AMQP.Queue.Declare.Builder()
            .queue(queue)
            .durable(isDurable())
            .autoDelete(settings.autoDelete())
            .arguments(sharedArguments())
            .build());
    keys.forEach(key -> methods.add(bind(queue, exchange, key)));
    return methods;
  }

  private boolean isDurable() {
    return settings.durable() || settings.quorum();
  }

  private Method topicExchange(String exchange) {
    return new AMQP.Exchange.Declare.Builder()
        .exchange(exchange)
        .type("topic")
        .durable(isDurable())
        .autoDelete(settings.autoDelete())
        .build();
  }

  private Method fanoutExchangeDeclare(String topic) {
    return new AMQP.Exchange.Declare.Builder()
        .exchange(fanoutExchange(topic))
        .type("fanout")
        .durable(settings.transientQuorum())
        .autoDelete()
        .build();
  }

  private Method transientQueue(String queue) {
    Map<String, Object> arguments = mirrored();
    if (settings.transientQuorum()) {
      arguments.put("x-queue-type", "quorum");
    }
    if (!settings.transientTtl().isZero()) {
      arguments.put("x-expires", Math.toIntExact(settings.transientTtl().toMillis()));
    }
    return new AMQP.Queue.Declare.Builder()
        .queue(queue)
        .durable(settings.transientQuorum())
        .arguments(arguments)
        .build();
  }

  private Method streamQueue(String queue) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("x-queue-type", "stream");
    if (!settings.transientTtl().isZero()) {
      arguments.put("x-max-age", settings.transientTtl().toSeconds() + "s");
    }
    return new AMQP.Queue.Declare.Builder().queue(queue).durable().arguments(arguments).build();
  }

  private Map<String, Object> sharedArguments() {
    Map<String, Object> arguments = mirrored();
    if (settings.quorum()) {
      TopologySettings.QuorumLimits limits = settings.limits();
      arguments.put("x-queue-type", "quorum");
      putIfSet(arguments, "x-delivery-limit", limits.deliveries());
      putIfSet(arguments, "x-max-in-memory-length", limits.memoryLength());
      putIfSet(arguments, "x-max-in-memory-bytes", limits.memoryBytes());
    }
    return arguments;
  }

  private Map<String, Object> mirrored() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    if (settings.mirrored()) {
      arguments.put("x-ha-policy", "all");
    }
    return arguments;
  }

  private Map<String, Object> consumeArguments() {
    return settings.cancelOnFailover() ? Map.of("x-cancel-on-ha-failover", true) : Map.of();
  }

  private static void putIfSet(Map<String, Object> arguments, String name, int value) {
    if (value > 0) {
      arguments.put(name, value);
    }
  }

  private static Method bind(String queue, String exchange, String key) {
    return new AMQP.Queue.Bind.Builder().queue(queue).exchange(exchange).routingKey(key).build();
  }
}
