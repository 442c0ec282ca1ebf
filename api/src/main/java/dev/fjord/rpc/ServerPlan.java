package dev.fjord.rpc;

import dev.fjord.CoreOptions;
import dev.fjord.Target;
import dev.fjord.endpoint.ServerSetup;
import dev.fjord.spi.BrokerObject;
import dev.fjord.spi.ThreadPlan;
import dev.fjord.transport.Transport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server would do if it were started: what it serves, where each method runs, what the
 * broker is asked to make. Nothing is started and no broker is reached for. Its text is what {@code
 * fjord explain} prints.
 *
 * @param target topic and name
 * @param url the broker, without passwords
 * @param executor the name of the executor
 * @param maxInFlight how many requests it works on at a time
 * @param limits the times and sizes that bound its work, by the keys of their options
 * @param endpoints in order of registration; the library's own last
 * @param declared what the driver makes sure of at the broker, in order; empty if it need not
 * @since 0.1.0
 */
public record ServerPlan(
    Target target,
    String url,
    String executor,
    int maxInFlight,
    Map<String, String> limits,
    List<EndpointPlan> endpoints,
    List<BrokerObject> declared) {
  /** Copies the collections. */
  public ServerPlan {
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    endpoints = List.copyOf(endpoints);
    declared = List.copyOf(declared);
  }

  /**
   * Of a server with the executor and the other settings of a transport's configuration.
   *
   * @throws dev.fjord.ProviderException if the executor is not on the class path
   * @throws dev.fjord.InvalidTargetException if the target has no topic
   */
  public static ServerPlan of(Transport transport, Target target, ServedInterface served) {
    return of(new ServerSetup(transport), target, served);
  }

  static ServerPlan of(ServerSetup setup, Target target, ServedInterface served) {
    return new ServerPlanner(setup, target).plan(served);
  }

  /** The methods for whose sake the executor would refuse to start, {@code Class.method}. */
  public List<String> refused() {
    return endpoints.stream()
        .flatMap(endpoint -> endpoint.methods().stream())
        .filter(method -> method.thread().kind() == ThreadPlan.Kind.REFUSED)
        .map(method -> method.description().method().javaName())
        .toList();
  }

  @Override
  public String toString() {
    return String.join(System.lineSeparator(), new ServerPlanText(this).lines());
  }

  /** The library's own endpoints that a configuration asks for. */
  static List<Class<?>> builtIn(Transport transport) {
    boolean pings = transport.config().get(CoreOptions.RPC_PING_ENABLED);
    boolean tells = transport.config().get(CoreOptions.RPC_INTROSPECTION_ENABLED);
    return pings
        ? tells ? List.of(PingEndpoint.class, Introspection.class) : List.of(PingEndpoint.class)
        : tells ? List.of(Introspection.class) : List.of();
  }
}
