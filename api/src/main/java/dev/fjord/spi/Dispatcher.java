package dev.fjord.spi;

import java.util.List;

/**
 * Decides what a message means: finds the endpoint method. Thread-safe; runs no user code.
 *
 * @since 0.1.0
 */
public interface Dispatcher {
  /**
   * Routes a message. Never throws: what cannot be routed becomes an invocation that fails. Called
   * on wire or poll; does not block.
   */
  Invocation resolve(IncomingMessage message);

  /** Every method that can be reached, in order of registration. */
  List<EndpointMethod> methods();
}
