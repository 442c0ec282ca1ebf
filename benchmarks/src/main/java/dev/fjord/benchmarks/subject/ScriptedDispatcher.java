package dev.fjord.benchmarks.subject;

import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import java.util.List;

/**
 * Takes every message for its own invocation: neither codec nor wire, so that the executor is
 * alone.
 *
 * @param method the one method there is
 */
record ScriptedDispatcher(EndpointMethod method) implements Dispatcher {
  @Override
  public Invocation resolve(IncomingMessage message) {
    return (ScriptedMessage) message;
  }

  @Override
  public List<EndpointMethod> methods() {
    return List.of(method);
  }
}
