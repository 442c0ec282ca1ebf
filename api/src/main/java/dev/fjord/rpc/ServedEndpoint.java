package dev.fjord.rpc;

import dev.fjord.EndpointException;
import dev.fjord.codec.JsonCodec;
import dev.fjord.endpoint.EndpointScanner;
import dev.fjord.spi.Serializer;
import java.lang.invoke.MethodHandles;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One registered endpoint: the namespaces and the version it serves, and its methods by name.
 *
 * @param namespaces empty text stands for none
 * @param version the version implemented
 * @param methods the whole of what can be reached
 */
record ServedEndpoint(Set<String> namespaces, String version, Map<String, ServedMethod> methods) {

  static ServedEndpoint of(
      Object endpoint, JsonCodec codec, Serializer serializer, MethodHandles.Lookup lookup) {
    Class<?> type = endpoint.getClass();
    Endpoint interfaceOf = annotation(type);
    Set<String> namespaces = new HashSet<>();
    namespaces.add(interfaceOf == null ? "" : interfaceOf.namespace());
    if (interfaceOf != null) {
      namespaces.addAll(List.of(interfaceOf.legacyNamespaces()));
    }
    String version = interfaceOf == null ? "1.0" : interfaceOf.version();
    if (!Versions.isVersion(version)) {
      throw new EndpointException(
          type.getName() + " has version '" + version + "'; write major.minor, as in 1.0");
    }
    Map<String, ServedMethod> methods = new LinkedHashMap<>();
    for (EndpointScanner.Found<RpcMethod> found : EndpointScanner.scan(type, RpcMethod.class)) {
      ServedMethod method = ServedMethod.of(endpoint, found, codec, serializer, lookup);
      ServedMethod other = methods.putIfAbsent(method.description().name(), method);
      if (other != null) {
        throw new EndpointException(
            "Two methods of "
                + type.getName()
                + " are called '"
                + method.description().name()
                + "': callers know a method by its name alone, so give one another @RpcMethod name");
      }
    }
    if (methods.isEmpty()) {
      throw new EndpointException(
          type.getName() + " has no method marked @RpcMethod, so nothing could be called");
    }
    return new ServedEndpoint(Set.copyOf(namespaces), version, methods);
  }

  /** The nearest description: of the class, of what it extends, of what these implement. */
  private static @Nullable Endpoint annotation(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    Endpoint here = type.getAnnotation(Endpoint.class);
    for (Class<?> implemented : type.getInterfaces()) {
      here = here == null ? annotation(implemented) : here;
    }
    return here == null ? annotation(type.getSuperclass()) : here;
  }

  boolean serves(String namespace, String requestedVersion) {
    return namespaces.contains(namespace)
        && (version.equals(requestedVersion) || Versions.isCompatible(version, requestedVersion));
  }
}
