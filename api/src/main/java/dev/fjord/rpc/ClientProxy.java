package dev.fjord.rpc;

import dev.fjord.EndpointException;
import dev.fjord.Target;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An interface whose methods are calls. Thread-safe. */
final class ClientProxy implements InvocationHandler {
  private final Class<?> type;
  private final Target target;
  private final Map<Method, ClientMethod> methods = new HashMap<>();

  private ClientProxy(RpcClient client, Class<?> type) {
    this.type = type;
    this.target = described(client.target(), type);
    RpcClient own = client.target(target);
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers())) {
        methods.put(method, ClientMethod.of(type, method, own));
      }
    }
  }

  static <T> T of(RpcClient client, Class<T> type) {
    if (!type.isInterface()) {
      throw new EndpointException(type.getName() + " is no interface; a proxy needs one");
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new ClientProxy(client, type)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] values)
      throws Throwable {
    ClientMethod called = methods.get(method);
    if (called != null) {
      return called.invoke(values);
    }
    return method.getDeclaringClass() == Object.class
        ? ofObject(proxy, method, values)
        : InvocationHandler.invokeDefault(proxy, method, values);
  }

  /** The target with the interface's own namespace and version where it names none. */
  private static Target described(Target target, Class<?> type) {
    Optional<Endpoint> endpoint = InterfaceIdentity.annotation(type);
    Target described = target;
    if (endpoint.isPresent() && target.version().isEmpty()) {
      described = described.version(endpoint.get().version());
    }
    if (endpoint.isPresent()
        && target.namespace().isEmpty()
        && !endpoint.get().namespace().isEmpty()) {
      described = described.namespace(endpoint.get().namespace());
    }
    return described;
  }

  @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
  private @Nullable Object ofObject(
      Object proxy, Method method, @Nullable Object @Nullable [] values) {
    return switch (method.getName()) {
      case "equals" -> values != null && proxy == values[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> type.getSimpleName() + " at " + target;
    };
  }
}
