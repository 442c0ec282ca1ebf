package dev.fjord.rpc;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it was given to a server.
 *
 * @param endpoint the application's object
 * @param lookup what may see its methods
 * @param identity the interface that it serves; null leaves it to the annotation of its class
 */
record Registration(
    Object endpoint, MethodHandles.Lookup lookup, @Nullable InterfaceIdentity identity) {

  /** The interface that it serves. */
  InterfaceIdentity served() {
    return identity != null ? identity : InterfaceIdentity.ofEndpoint(endpoint.getClass());
  }
}
