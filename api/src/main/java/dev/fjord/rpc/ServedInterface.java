package dev.fjord.rpc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the endpoints of a server serve, and whether it is what clients call. Needs no server and no
 * broker, so a unit test can ask:
 *
 * <pre>{@code
 * ServedInterface.of(ComputeEndpoint.class).require(Compute.class);
 * }</pre>
 *
 * <p>Types are compared by the JSON they stand for: two records fit, whatever their components; a
 * {@code long} does not fit an {@code int}. A serializer of the application's own may see that
 * differently. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class ServedInterface {
  private final List<InterfaceDescription> endpoints;

  /** Of endpoints as they are described, in order of registration. */
  public ServedInterface(List<InterfaceDescription> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  /**
   * Of endpoints' classes, in order of registration.
   *
   * @throws dev.fjord.EndpointException if one of them cannot be served
   */
  public static ServedInterface of(Class<?>... endpointTypes) {
    return new ServedInterface(
        Arrays.stream(endpointTypes).map(InterfaceDescription::ofEndpoint).toList());
  }

  /**
   * Of endpoints' classes, in order of registration, of which a policy decides what callers reach.
   *
   * @throws dev.fjord.EndpointException if one of them cannot be served
   */
  public static ServedInterface of(AccessPolicy access, List<Class<?>> endpointTypes) {
    return new ServedInterface(
        endpointTypes.stream()
            .map(
                type ->
                    InterfaceDescription.ofEndpoint(
                        type, InterfaceIdentity.ofEndpoint(type), access))
            .toList());
  }

  /** The endpoints, in order of registration. */
  public List<InterfaceDescription> endpoints() {
    return endpoints;
  }

  /**
   * All in which the endpoints do not serve what proxies of an interface call; nothing if they do.
   *
   * @throws dev.fjord.EndpointException if no proxy can be made of it
   */
  public List<Mismatch> mismatches(Class<?> clientInterface) {
    return new InterfaceCheck(endpoints).of(InterfaceDescription.ofClient(clientInterface));
  }

  /**
   * Refuses endpoints that do not serve what proxies of an interface call.
   *
   * @throws IncompatibleInterfaceException with all that does not fit
   * @throws dev.fjord.EndpointException if no proxy can be made of it
   */
  public void require(Class<?> clientInterface) {
    require(List.of(clientInterface));
  }

  void require(List<Class<?>> clientInterfaces) {
    List<Mismatch> all = new ArrayList<>();
    clientInterfaces.forEach(one -> all.addAll(mismatches(one)));
    if (!all.isEmpty()) {
      throw new IncompatibleInterfaceException(all);
    }
  }
}
