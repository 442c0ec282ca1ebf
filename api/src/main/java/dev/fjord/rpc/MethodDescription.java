package dev.fjord.rpc;

import dev.fjord.endpoint.EndpointScanner;
import dev.fjord.endpoint.MethodFamily;
import dev.fjord.endpoint.Returned;
import dev.fjord.spi.EndpointMethod;
import java.lang.reflect.Type;
import java.util.List;

/**
 * A method of an interface that is served or called.
 *
 * @param method its names and its style
 * @param version of an endpoint's method: the version that its endpoint implements; of a client's:
 *     the version that its request asks for
 * @param arguments in the order of the parameters
 * @param result the type of the result itself; {@code void} for none
 * @since 0.1.0
 */
public record MethodDescription(
    EndpointMethod method, String version, List<ArgumentDescription> arguments, Type result) {

  static MethodDescription of(String name, MethodFamily family, String version) {
    return new MethodDescription(
        EndpointScanner.describe(name, family),
        version,
        ParameterSlot.of(family).stream()
            .filter(slot -> slot.kind() == ParameterSlot.Kind.ARGUMENT)
            .map(slot -> new ArgumentDescription(slot.name(), slot.type(), slot.isOptional()))
            .toList(),
        Returned.of(family).value());
  }

  /** The method as callers know it: {@code java.lang.String resize(String vm, int cpus)}. */
  @Override
  public String toString() {
    String list = String.join(", ", arguments.stream().map(ArgumentDescription::toString).toList());
    return result.getTypeName() + " " + method.name() + "(" + list + ")";
  }
}
