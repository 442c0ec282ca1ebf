package dev.fjord.notify;

import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import java.util.List;

/** Hands notifications over one by one. Thread-safe. */
final class NotificationDispatcher implements Dispatcher {
  private final NotificationRouting routing;
  private final Settlement settlement;

  NotificationDispatcher(NotificationRouting routing, Settlement settlement) {
    this.routing = routing;
    this.settlement = settlement;
  }

  @Override
  public List<EndpointMethod> methods() {
    return routing.methods();
  }

  @Override
  public Invocation resolve(IncomingMessage message) {
    return routing
        .route(message)
        .<Invocation>map(arrival -> new NotificationInvocation(List.of(arrival), settlement))
        .orElseGet(() -> new SkippedInvocation(message));
  }
}
