package dev.fjord.rpc;

import dev.fjord.EndpointException;
import dev.fjord.endpoint.MethodFamily;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * An interface as an endpoint serves it, or as a client calls it.
 *
 * @param type the endpoint's class or the client's interface
 * @param namespaces all it is served under, an empty text for none; a client's has one
 * @param version the version implemented, or that a client asks for where a method has no own
 * @param methods those that can be reached or called
 * @since 0.1.0
 */
public record InterfaceDescription(
    Class<?> type, Set<String> namespaces, String version, List<MethodDescription> methods) {

  /**
   * The interface that objects of a class serve, by their {@link Endpoint} and {@link RpcMethod}.
   *
   * @throws EndpointException if they cannot be served
   */
  public static InterfaceDescription ofEndpoint(Class<?> type) {
    return ofEndpoint(type, InterfaceIdentity.ofEndpoint(type), AccessPolicy.explicit());
  }

  static InterfaceDescription ofEndpoint(
      Class<?> type, InterfaceIdentity identity, AccessPolicy access) {
    return new InterfaceDescription(
        type,
        identity.namespaces(),
        identity.version(),
        ExposedMethod.of(type, access).stream()
            .map(
                exposed ->
                    MethodDescription.of(exposed.name(), exposed.family(), identity.version()))
            .toList());
  }

  /**
   * The interface that a proxy of this type calls, where its client's target names neither
   * namespace nor version.
   *
   * @throws EndpointException if no proxy can be made of it
   */
  public static InterfaceDescription ofClient(Class<?> type) {
    if (!type.isInterface()) {
      throw new EndpointException(type.getName() + " is no interface; a proxy needs one");
    }
    InterfaceIdentity identity = InterfaceIdentity.ofEndpoint(type);
    String namespace = identity.namespaces().iterator().next();
    return new InterfaceDescription(
        type,
        Set.of(namespace),
        identity.version(),
        Arrays.stream(type.getMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .map(method -> MethodFamily.of(type, method))
            .map(
                family ->
                    MethodDescription.of(
                        ClientMethod.name(family),
                        family,
                        ClientMethod.since(family).orElse(identity.version())))
            .sorted(Comparator.comparing(described -> described.method().name()))
            .toList());
  }
}
