package dev.fjord.rpc;

import java.util.List;

/**
 * What would become of one endpoint of a server.
 *
 * @param description its namespaces, version and methods
 * @param methods what callers would reach
 * @param hidden public methods that callers would not reach, {@code Class.method}
 * @since 0.1.0
 */
public record EndpointPlan(
    InterfaceDescription description, List<MethodPlan> methods, List<String> hidden) {
  /** Copies the lists. */
  public EndpointPlan {
    methods = List.copyOf(methods);
    hidden = List.copyOf(hidden);
  }
}
