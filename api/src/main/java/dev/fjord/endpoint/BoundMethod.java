package dev.fjord.endpoint;

import dev.fjord.EndpointException;
import dev.fjord.spi.ReturnAdapter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A method of an object as a method handle, bound once at registration. Thread-safe. */
public final class BoundMethod {
  private final MethodHandle handle;

  /** What makes a stage of what the method returns; null for most. */
  private final @Nullable ReturnAdapter adapter;

  private BoundMethod(MethodHandle handle, @Nullable ReturnAdapter adapter) {
    this.handle = handle;
    this.adapter = adapter;
  }

  /**
   * Binds a method.
   *
   * @param lookup what may see the method
   * @throws EndpointException if it may not, or the method returns what nobody could wait for
   */
  public static BoundMethod of(Object endpoint, Method method, MethodHandles.Lookup lookup) {
    Class<?> type = method.getDeclaringClass();
    // An application's module requires this one, not the other way round; a look-up needs both.
    BoundMethod.class.getModule().addReads(type.getModule());
    ReturnAdapter adapter = Returned.of(MethodFamily.of(endpoint.getClass(), method)).adapter();
    try {
      return new BoundMethod(
          MethodHandles.privateLookupIn(type, lookup)
              .unreflect(method)
              .bindTo(endpoint)
              .asSpreader(Object[].class, method.getParameterCount())
              .asType(MethodType.methodType(Object.class, Object[].class)),
          adapter);
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
    Object returned = (Object) handle.invokeExact(arguments);
    // Null is the method's own mistake, and is told as such by whoever called it.
    return adapter == null || returned == null ? returned : adapter.toStage(returned);
  }
}
