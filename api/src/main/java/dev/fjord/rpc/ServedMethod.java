package dev.fjord.rpc;

import dev.fjord.codec.JsonCodec;
import dev.fjord.endpoint.BoundMethod;
import dev.fjord.endpoint.EndpointScanner;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.Serializer;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;

/**
 * One exposed method: how it is known, how its arguments are bound, how it is called.
 *
 * @param description its names and style
 * @param binder makes its arguments
 * @param target calls it
 * @param returnsStage whether it is declared to return a stage
 */
record ServedMethod(
    EndpointMethod description, ArgumentBinder binder, BoundMethod target, boolean returnsStage) {

  static ServedMethod of(
      Object endpoint,
      EndpointScanner.Found<RpcMethod> found,
      JsonCodec codec,
      Serializer serializer,
      MethodHandles.Lookup lookup) {
    Method method = found.method();
    String name =
        found.annotation().value().isEmpty() ? method.getName() : found.annotation().value();
    return new ServedMethod(
        new EndpointMethod(
            name,
            EndpointScanner.name(method),
            EndpointScanner.style(method),
            EndpointScanner.limit(method)),
        ArgumentBinder.of(method, codec, serializer),
        BoundMethod.of(endpoint, method, lookup),
        CompletionStage.class.isAssignableFrom(method.getReturnType()));
  }

  /** A copy that passes over arguments which the method does not take. */
  ServedMethod takingAnyArguments() {
    return new ServedMethod(description, binder.takingAny(), target, returnsStage);
  }
}
