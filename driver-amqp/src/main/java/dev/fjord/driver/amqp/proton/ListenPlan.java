package dev.fjord.driver.amqp.proton;

import dev.fjord.ConfigurationException;
import dev.fjord.Escaped;
import dev.fjord.Target;
import dev.fjord.driver.amqp.proton.address.Destination;
import dev.fjord.driver.amqp.proton.address.Destination.Reach;
import dev.fjord.spi.ListenRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a listener receives from, and how much may be on its way from each.
 *
 * @param purpose what it is, for logs
 * @param sources where it receives from
 * @param credit the most messages on their way from each
 */
record ListenPlan(String purpose, List<Destination> sources, int credit) {
  static ListenPlan of(ListenRequest request, DriverParts parts) {
    return switch (request) {
      case ListenRequest.Requests requests ->
          new ListenPlan(
              "server of " + Escaped.text(requests.target().requireTopic()),
              server(requests.target()),
              Math.min(requests.maxInFlight(), parts.messaging().credits().rpc()));
      case ListenRequest.Notifications notifications ->
          new ListenPlan(
              "notifications of " + topics(notifications.targets()),
              notifications(notifications),
              Math.min(notifications.maxInFlight(), parts.messaging().credits().notification()));
    };
  }

  private static List<Destination> server(Target target) {
    String exchange = target.exchange().orElse(null);
    String topic = target.requireTopic();
    return List.of(
        new Destination(Reach.ONE, exchange, topic, target.server().orElse(null)),
        new Destination(Reach.ALL, exchange, topic, null),
        new Destination(Reach.ANY, exchange, topic, null));
  }

  private static List<Destination> notifications(ListenRequest.Notifications wanted) {
    if (!wanted.pool().isEmpty()) {
      throw new ConfigurationException(
          "The pool '"
              + Escaped.text(wanted.pool())
              + "' cannot be: AMQP 1.0 addresses have no pools. Listen without one, or use the"
              + " RabbitMQ driver.");
    }
    List<Destination> sources = new ArrayList<>();
    for (Target target : wanted.targets()) {
      for (String priority : wanted.priorities()) {
        sources.add(
            new Destination(
                Reach.NOTIFICATION,
                target.exchange().orElse(null),
                target.requireTopic() + "." + priority,
                null));
      }
    }
    return sources;
  }

  private static String topics(List<Target> targets) {
    return Escaped.text(String.join(", ", targets.stream().map(Target::requireTopic).toList()));
  }
}
