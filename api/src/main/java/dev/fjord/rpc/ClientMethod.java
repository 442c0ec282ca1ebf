package dev.fjord.rpc;

import dev.fjord.EndpointException;
import dev.fjord.MessageContext;
import dev.fjord.endpoint.MethodFamily;
import dev.fjord.endpoint.Returned;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How one method of a proxy's interface is called.
 *
 * @param name the method that is asked for
 * @param slots what its parameters are sent as
 * @param returned what the method gives back
 * @param isCast whether no reply is expected
 * @param client has the version and the timeout of this very method
 */
record ClientMethod(
    String name, List<ParameterSlot> slots, Returned returned, boolean isCast, RpcClient client) {

  static ClientMethod of(Class<?> type, Method method, RpcClient client) {
    MethodFamily family = MethodFamily.of(type, method);
    Optional<String> since = since(family);
    RpcClient own = since.isEmpty() ? client : client.target(client.target().version(since.get()));
    Optional<Duration> timeout = timeout(family);
    boolean isCast = family.annotation(Cast.class).isPresent();
    Returned returned = Returned.of(family);
    if (isCast && !isNothing(returned.value())) {
      throw new EndpointException(
          family.name() + " is marked @Cast, so no result comes: it must return nothing");
    }
    return new ClientMethod(
        name(family),
        ParameterSlot.of(family),
        returned,
        isCast,
        timeout.isEmpty() ? own : own.timeout(timeout.get()));
  }

  /** The name that is asked for: given, or the method's own. */
  static String name(MethodFamily family) {
    String given = family.annotation(RpcMethod.class).map(RpcMethod::value).orElse("");
    return given.isEmpty() ? family.method().getName() : given;
  }

  /** The version that it came with. */
  static Optional<String> since(MethodFamily family) {
    Optional<String> since = family.annotation(Since.class).map(Since::value);
    if (since.isPresent() && !Versions.isVersion(since.get())) {
      throw new EndpointException(
          family.name() + " has @Since '" + since.get() + "'; write major.minor, as in 1.3");
    }
    return since;
  }

  static boolean isNothing(Type type) {
    return type == void.class || type == Void.class;
  }

  /** Sends a request with the values of the parameters; gives back what the method does. */
  @Nullable Object invoke(@Nullable Object @Nullable [] values) {
    RpcClient caller = client;
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      @Nullable Object value = values == null ? null : values[i];
      if (slots.get(i).kind() == ParameterSlot.Kind.ARGUMENT) {
        arguments.put(slots.get(i).name(), value);
      } else if (value instanceof MessageContext context) {
        caller = caller.context(context);
      }
    }
    RpcRequest request = caller.request(name).args(arguments);
    return switch (returned.form()) {
      case VALUE -> waitFor(request);
      case STAGE -> start(request);
      case ADAPTED -> Objects.requireNonNull(returned.adapter()).fromCall(() -> start(request));
    };
  }

  private @Nullable Object waitFor(RpcRequest request) {
    if (isCast) {
      request.cast();
      return null;
    }
    return request.await(resultType());
  }

  private CompletionStage<?> start(RpcRequest request) {
    return isCast ? request.castAsync() : request.start(resultType());
  }

  /** Whatever a server returns for a method without a result is read and dropped. */
  private Type resultType() {
    return isNothing(returned.value()) ? Object.class : returned.value();
  }

  private static Optional<Duration> timeout(MethodFamily family) {
    Optional<CallTimeout> given = family.annotation(CallTimeout.class);
    if (given.isPresent() && given.get().value() <= 0) {
      throw new EndpointException(
          family.name()
              + " has a @CallTimeout of "
              + given.get().value()
              + "; it must be positive");
    }
    return given.map(limit -> Duration.of(limit.value(), limit.unit().toChronoUnit()));
  }
}
