package dev.fjord.rpc;

import dev.fjord.EndpointException;
import dev.fjord.Escaped;
import dev.fjord.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Under which names and in which version an interface is served.
 *
 * @param namespaces all that are answered, the present one first; an empty text stands for none
 * @param version the version implemented
 */
record InterfaceIdentity(Set<String> namespaces, String version) {
  private static final String DEFAULT_VERSION = "1.0";

  /** As the class of an endpoint says. */
  static InterfaceIdentity ofEndpoint(Class<?> type) {
    Optional<Endpoint> described = annotation(type);
    return of(
        described.map(Endpoint::namespace).orElse(""),
        described.map(endpoint -> List.of(endpoint.legacyNamespaces())).orElse(List.of()),
        described.map(Endpoint::version).orElse(DEFAULT_VERSION),
        type.getName());
  }

  /** As a target's interface parts say. */
  static InterfaceIdentity of(Target target) {
    return of(
        target.namespace().orElse(""),
        target.legacyNamespaces(),
        target.version().orElse(DEFAULT_VERSION),
        target.toString());
  }

  private static InterfaceIdentity of(
      String namespace, List<String> legacy, String version, String whose) {
    if (!Versions.isVersion(version)) {
      throw new EndpointException(
          whose + " has version '" + Escaped.text(version) + "'; write major.minor, as in 1.0");
    }
    Set<String> namespaces = new LinkedHashSet<>();
    namespaces.add(namespace);
    namespaces.addAll(legacy);
    return new InterfaceIdentity(namespaces, version);
  }

  /** The nearest description: of the class, of what it extends, of what these implement. */
  static Optional<Endpoint> annotation(@Nullable Class<?> type) {
    if (type == null) {
      return Optional.empty();
    }
    Optional<Endpoint> nearest = Optional.ofNullable(type.getAnnotation(Endpoint.class));
    for (Class<?> implemented : type.getInterfaces()) {
      nearest = nearest.isEmpty() ? annotation(implemented) : nearest;
    }
    return nearest.isEmpty() ? annotation(type.getSuperclass()) : nearest;
  }
}
