package dev.fjord.notify;

import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import java.util.List;

/** Gathers notifications and hands them over together. Thread-safe. */
final class BatchDispatcher implements Dispatcher {
  private final NotificationRouting routing;
  private final BatchCollector collector;

  BatchDispatcher(NotificationRouting routing, BatchCollector collector) {
    this.routing = routing;
    this.collector = collector;
  }

  @Override
  public List<EndpointMethod> methods() {
    return routing.methods();
  }

  @Override
  public Invocation resolve(IncomingMessage message) {
    return routing
        .route(message)
        .<Invocation>map(arrival -> new BatchMember(arrival, collector))
        .orElseGet(() -> new SkippedInvocation(message));
  }
}
