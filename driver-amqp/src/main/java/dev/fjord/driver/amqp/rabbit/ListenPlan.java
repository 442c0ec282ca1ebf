package dev.fjord.driver.amqp.rabbit;

import com.rabbitmq.client.Method;
import dev.fjord.Escaped;
import dev.fjord.Target;
import dev.fjord.spi.ListenRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a listener consumes from, and how much at a time.
 *
 * @param purpose what it is, for logs
 * @param subscriptions the queues
 * @param prefetch how many unacknowledged messages each consumer holds
 * @param offsets how far streams were read
 */
record ListenPlan(
    String purpose, List<Subscription> subscriptions, int prefetch, StreamOffsets offsets) {
  private static final int MOST_PREFETCH = 65_535;
  private static final int READ_AHEAD = 256;

  static ListenPlan of(ListenRequest request, Topology topology, int configuredPrefetch) {
    return switch (request) {
      case ListenRequest.Requests requests ->
          new ListenPlan(
              "server of " + Escaped.text(requests.target().requireTopic()),
              topology.server(requests.target()),
              prefetch(configuredPrefetch, Math.min(READ_AHEAD, requests.maxInFlight())),
              new StreamOffsets());
      case ListenRequest.Notifications notifications ->
          new ListenPlan(
              "notifications of " + topics(notifications.targets()),
              topology.notifications(notifications),
              prefetch(configuredPrefetch, notifications.maxInFlight()),
              new StreamOffsets());
    };
  }

  /** All that must exist before, in order. */
  List<Method> declarations() {
    List<Method> all = new ArrayList<>();
    subscriptions.forEach(subscription -> all.addAll(subscription.declarations()));
    return all;
  }

  private static int prefetch(int configured, int own) {
    return configured > 0 ? configured : Math.max(1, Math.min(own, MOST_PREFETCH));
  }

  private static String topics(List<Target> targets) {
    return Escaped.text(String.join(", ", targets.stream().map(Target::requireTopic).toList()));
  }
}
