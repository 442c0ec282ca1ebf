package dev.fjord.driver.amqp.rabbit;

import dev.fjord.Target;
import dev.fjord.Undeliverable;
import dev.fjord.driver.amqp.rabbit.config.MessagingSettings;
import dev.fjord.driver.amqp.rabbit.link.LiveChannel.Mandatory;
import dev.fjord.driver.amqp.rabbit.link.Route;
import java.util.Optional;

/** Where messages to a target are published. Thread-safe. */
final class Routes {
  private final Topology topology;
  private final Undeliverable requests;

  Routes(Topology topology, MessagingSettings settings) {
    this.topology = topology;
    this.requests = settings.mandatoryRequests() ? Undeliverable.FAILS : Undeliverable.IGNORED;
  }

  /** The way of a call or cast. */
  Route request(Target to, Optional<Undeliverable> undeliverable) {
    String topic = to.requireTopic();
    if (to.isFanout()) {
      // To nobody is a success: a fanout reaches whoever is there.
      return new Route(Topology.fanoutExchange(topic), "", Mandatory.NO, topology.forFanout(topic));
    }
    String exchange = topology.exchange(to);
    String key = to.server().map(server -> topic + "." + server).orElse(topic);
    Mandatory mandatory =
        undeliverable.orElse(requests) == Undeliverable.FAILS ? Mandatory.YES : Mandatory.NO;
    return new Route(exchange, key, mandatory, topology.forSending(exchange));
  }

  /** The way of a notification, whose topic ends with its priority. */
  Route notification(Target to) {
    String exchange = topology.exchange(to);
    String key = to.requireTopic();
    return new Route(exchange, key, Mandatory.NO, topology.forNotifying(exchange, key));
  }
}
