package dev.fjord.endpoint;

import dev.fjord.EndpointException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A method of an object as a method handle, bound once at registration. Thread-safe. */
public final class BoundMethod {
  private final MethodHandle handle;

  private BoundMethod(MethodHandle handle) {
    this.handle = handle;
  }

  /**
   * Binds a method.
   *
   * @param lookup what may see the method
   * @throws EndpointException if it may not
   */
  public static BoundMethod of(Object endpoint, Method method, MethodHandles.Lookup lookup) {
    Class<?> type = method.getDeclaringClass();
    // An application's module requires this one, not the other way round; a look-up needs both.
    BoundMethod.class.getModule().addReads(type.getModule());
    try {
      return new BoundMethod(
          MethodHandles.privateLookupIn(type, lookup)
              .unreflect(method)
              .bindTo(endpoint)
              .asSpreader(Object[].class, method.getParameterCount())
              .asType(MethodType.methodType(Object.class, Object[].class)));
    } catch (IllegalAccessException e) {
      throw new EndpointException(
          EndpointScanner.name(method)
              + " cannot be reached: add 'opens "
              + type.getPackageName()
              + " to dev.fjord.api;' to module "
              + type.getModule().getName()
              + ", or register the endpoint with a MethodHandles.Lookup of its own",
          e);
    }
  }

  /** Calls the method; what it throws comes out as it is. */
  public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
    return (Object) handle.invokeExact(arguments);
  }
}
