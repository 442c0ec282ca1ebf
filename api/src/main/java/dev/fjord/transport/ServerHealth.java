package dev.fjord.transport;

import java.util.List;

/**
 * How a server or listener is.
 *
 * @param server its name
 * @param health {@link Health#DOWN} once it was stopped, {@link Health#DEGRADED} while a method
 *     holds one of its loops too long, else as its transport is
 * @param holding the methods that hold a loop longer than {@code blocked_loop_limit} at this moment
 * @param transport how its connections stand
 * @since 0.1.0
 */
public record ServerHealth(
    String server, Health health, List<String> holding, TransportHealth transport) {
  /** Copies the list. */
  public ServerHealth {
    holding = List.copyOf(holding);
  }
}
