package dev.fjord.transport;

import dev.fjord.ConnectionChange;
import java.util.Comparator;
import java.util.List;

/**
 * How the connections of a transport stand.
 *
 * @param health the worst of them
 * @param connections what was told last of each
 * @since 0.1.0
 */
public record TransportHealth(Health health, List<ConnectionChange> connections) {
  /** Copies the list. */
  public TransportHealth {
    connections = List.copyOf(connections);
  }

  static TransportHealth of(List<ConnectionChange> connections) {
    return new TransportHealth(
        connections.stream()
            .map(change -> of(change.state()))
            .max(Comparator.naturalOrder())
            .orElse(Health.UNKNOWN),
        connections);
  }

  static TransportHealth ofClosed() {
    return new TransportHealth(Health.DOWN, List.of());
  }

  private static Health of(ConnectionChange.State state) {
    return switch (state) {
      case UP -> Health.UP;
      case CONNECTING, BLOCKED, RECOVERING -> Health.DEGRADED;
      case REFUSED, CLOSED -> Health.DOWN;
    };
  }
}
