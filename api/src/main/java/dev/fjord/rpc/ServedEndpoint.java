package dev.fjord.rpc;

import dev.fjord.EndpointException;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.Serializer;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One registered endpoint: the namespaces and the version it serves, and its methods by name.
 *
 * @param namespaces empty text stands for none
 * @param version the version implemented
 * @param methods the whole of what can be reached
 */
record ServedEndpoint(Set<String> namespaces, String version, Map<String, ServedMethod> methods) {

  /** One that serves what is marked. */
  static ServedEndpoint of(
      Object endpoint, JsonCodec codec, Serializer serializer, MethodHandles.Lookup lookup) {
    return of(new Registration(endpoint, lookup, null), codec, serializer, AccessPolicy.explicit());
  }

  static ServedEndpoint of(
      Registration registration, JsonCodec codec, Serializer serializer, AccessPolicy access) {
    Class<?> type = registration.endpoint().getClass();
    InterfaceIdentity served = registration.served();
    Map<String, ServedMethod> methods = new LinkedHashMap<>();
    for (ExposedMethod exposed : ExposedMethod.of(type, access)) {
      ServedMethod method = ServedMethod.of(registration, exposed, codec, serializer);
      if (methods.putIfAbsent(exposed.name(), method) != null) {
        throw new EndpointException(
            "Two methods of "
                + type.getName()
                + " are called '"
                + exposed.name()
                + "': callers know a method by its name alone, so give one another @RpcMethod name");
      }
    }
    if (methods.isEmpty()) {
      throw new EndpointException(
          type.getName()
              + " has no method marked @RpcMethod, and none that the access policy allows, so nothing"
              + " could be called");
    }
    return new ServedEndpoint(served.namespaces(), served.version(), methods);
  }

  /** A copy that passes over arguments which its methods do not take. */
  ServedEndpoint takingAnyArguments() {
    Map<String, ServedMethod> lenient = new LinkedHashMap<>();
    methods.forEach((name, method) -> lenient.put(name, method.takingAnyArguments()));
    return new ServedEndpoint(namespaces, version, lenient);
  }

  boolean serves(String namespace, String requestedVersion) {
    return namespaces.contains(namespace)
        && (version.equals(requestedVersion) || Versions.isCompatible(version, requestedVersion));
  }
}
