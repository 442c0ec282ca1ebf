package dev.fjord.spi;

/**
 * Wants to know how an executor uses its threads. A server hands one to its executor in the {@link
 * ExecutorSettings}; a {@link SlottedExecutor} tells it all.
 *
 * <p>Thread-safe; no method blocks or throws.
 *
 * @since 0.1.0
 */
public interface ExecutionWatch {
  /**
   * What watches one method: the same for every message, and for a method that the server does not
   * list one that nobody reads. Called for each message, so it must be quick.
   */
  MethodWatch of(EndpointMethod method);

  /** Says that this watch is told everything from now on, by an executor with that placement. */
  void placedBy(Placement placement);
}
