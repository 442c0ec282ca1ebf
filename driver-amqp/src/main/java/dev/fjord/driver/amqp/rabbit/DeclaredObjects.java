package dev.fjord.driver.amqp.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import dev.fjord.spi.BrokerObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Declarations, told in words instead of carried out. */
final class DeclaredObjects {
  private DeclaredObjects() {}

  /** All that a listener declares, and how it consumes. */
  static List<BrokerObject> of(ListenPlan plan) {
    List<BrokerObject> all = new ArrayList<>(of(plan.declarations(), List.of()));
    for (Subscription subscription : plan.subscriptions()) {
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("prefetch", plan.prefetch());
      addSorted(plan.offsets().arguments(subscription), attributes);
      all.add(new BrokerObject("consumer", subscription.queue(), attributes));
    }
    return all;
  }

  /** Declarations that are carried out one after the other, each object once. */
  static List<BrokerObject> of(List<Method> first, List<Method> then) {
    return Stream.concat(first.stream(), then.stream())
        .map(DeclaredObjects::of)
        .distinct()
        .toList();
  }

  private static BrokerObject of(Method method) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    return switch (method) {
      case AMQP.Exchange.Declare exchange -> {
        attributes.put("type", exchange.getType());
        attributes.put("durable", exchange.getDurable());
        attributes.put("auto-delete", exchange.getAutoDelete());
        addSorted(exchange.getArguments(), attributes);
        yield new BrokerObject("exchange", exchange.getExchange(), attributes);
      }
      case AMQP.Queue.Declare queue -> {
        attributes.put("durable", queue.getDurable());
        attributes.put("auto-delete", queue.getAutoDelete());
        attributes.put("exclusive", queue.getExclusive());
        addSorted(queue.getArguments(), attributes);
        yield new BrokerObject("queue", queue.getQueue(), attributes);
      }
      case AMQP.Queue.Bind bind -> {
        attributes.put("exchange", bind.getExchange());
        attributes.put("key", bind.getRoutingKey());
        yield new BrokerObject("binding", bind.getQueue(), attributes);
      }
      default -> new BrokerObject(method.protocolMethodName(), "", Map.of());
    };
  }

  private static void addSorted(
      @Nullable Map<String, Object> arguments, Map<String, Object> attributes) {
    if (arguments != null) {
      attributes.putAll(new TreeMap<>(arguments));
    }
  }
}
