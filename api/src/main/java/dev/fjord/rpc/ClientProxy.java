package dev.fjord.rpc;

import dev.fjord.EndpointException;
import dev.fjord.MessageContext;
import dev.fjord.endpoint.EndpointScanner;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An interface whose methods are calls. Thread-safe. */
final class ClientProxy implements InvocationHandler {
  /** How one method of the interface is called; a null name stands for the context. */
  private record Calling(
      String name, List<@Nullable String> arguments, Type resultType, boolean async) {}

  private final RpcClient client;
  private final Class<?> type;
  private final Map<Method, Calling> methods = new HashMap<>();

  private ClientProxy(RpcClient client, Class<?> type) {
    this.client = client;
    this.type = type;
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers())) {
        methods.put(method, calling(method));
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
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, values);
    }
    Calling calling = methods.get(method);
    if (calling == null) {
      return InvocationHandler.invokeDefault(proxy, method, values);
    }
    RpcClient caller = client;
    Map<String, @Nullable Object> arguments = new HashMap<>();
    for (int i = 0; i < calling.arguments().size(); i++) {
      @Nullable Object value = values == null ? null : values[i];
      String name = calling.arguments().get(i);
      if (name != null) {
        arguments.put(name, value);
      } else if (value instanceof MessageContext context) {
        caller = caller.context(context);
      }
    }
    RpcRequest request = caller.request(calling.name()).args(arguments);
    return calling.async()
        ? request.start(calling.resultType())
        : request.await(calling.resultType());
  }

  private static Calling calling(Method method) {
    List<@Nullable String> arguments = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      Arg arg = parameter.getAnnotation(Arg.class);
      if (parameter.getType() == MessageContext.class) {
        arguments.add(null);
      } else if (arg != null || parameter.isNamePresent()) {
        arguments.add(arg != null ? arg.value() : parameter.getName());
      } else {
        throw new EndpointException(
            EndpointScanner.name(method)
                + " has parameters without names: compile with -parameters, or name each with @Arg");
      }
    }
    RpcMethod named = method.getAnnotation(RpcMethod.class);
    String name = named == null || named.value().isEmpty() ? method.getName() : named.value();
    Class<?> returned = method.getReturnType();
    boolean async = returned == CompletionStage.class || returned == CompletableFuture.class;
    Type result = method.getGenericReturnType();
    if (async) {
      result =
          result instanceof ParameterizedType stage
              ? stage.getActualTypeArguments()[0]
              : Object.class;
    }
    // Whatever a server returns for a method without a result is read and dropped.
    boolean nothing = result == void.class || result == Void.class;
    return new Calling(name, arguments, nothing ? Object.class : result, async);
  }

  @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
  private @Nullable Object ofObject(
      Object proxy, Method method, @Nullable Object @Nullable [] values) {
    return switch (method.getName()) {
      case "equals" -> values != null && proxy == values[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> type.getSimpleName() + " at " + client.target();
    };
  }
}
