package dev.fjord.rpc;

import dev.fjord.codec.JsonCodec;
import dev.fjord.endpoint.BoundMethod;
import dev.fjord.endpoint.EndpointScanner;
import dev.fjord.endpoint.MethodFamily;
import dev.fjord.endpoint.Returned;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.Serializer;
import java.util.List;

/**
 * One exposed method: how it is known, how its arguments are bound, how it is called.
 *
 * @param description its names and style
 * @param binder makes its arguments
 * @param target calls it
 * @param returnsStage whether it is declared to return a stage
 * @param expected the exceptions that are part of its ordinary work
 */
record ServedMethod(
    EndpointMethod description,
    ArgumentBinder binder,
    BoundMethod target,
    boolean returnsStage,
    List<Class<? extends Throwable>> expected) {

  static ServedMethod of(
      Registration registration, ExposedMethod exposed, JsonCodec codec, Serializer serializer) {
    MethodFamily family = exposed.family();
    return new ServedMethod(
        EndpointScanner.describe(exposed.name(), family),
        ArgumentBinder.of(family, codec, serializer),
        BoundMethod.of(registration.endpoint(), family.method(), registration.lookup()),
        Returned.of(family).form() != Returned.Form.VALUE,
        family
            .annotation(ExpectedExceptions.class)
            .map(expected -> List.of(expected.value()))
            .orElse(List.of()));
  }

  /** A copy that passes over arguments which the method does not take. */
  ServedMethod takingAnyArguments() {
    return new ServedMethod(description, binder.takingAny(), target, returnsStage, expected);
  }
}
