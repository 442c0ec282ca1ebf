package dev.fjord.rpc;

import java.lang.reflect.Method;

/**
 * Decides which methods of endpoints callers can reach besides those marked {@link RpcMethod},
 * which they always can.
 *
 * <p>Whatever a policy says, it is asked only for public methods of the application's own classes.
 * Never reached are static methods, what {@link Object} or any other class or interface of the JDK
 * declares (so neither {@code toString()} nor {@code close()} nor {@code run()}), the accessors of
 * a record's components, and what a compiler made.
 *
 * <p>Asked once for each method, when a server is built. Write one as a lambda over the method, or
 * take one of these.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AccessPolicy {
  /** Whether callers can reach a public method that is not marked {@link RpcMethod}. */
  boolean allows(Method method);

  /** Only what is marked, oslo.messaging's {@code ExplicitRPCAccessPolicy}. The default. */
  static AccessPolicy explicit() {
    return method -> false;
  }

  /**
   * Every public method whose name does not begin with an underscore: oslo.messaging's {@code
   * DefaultRPCAccessPolicy}. What is public for the sake of the application's own other classes,
   * setters for instance, can be called by anybody on the bus.
   */
  static AccessPolicy unlessUnderscored() {
    return method -> !method.getName().startsWith("_");
  }

  /** Every public method: oslo.messaging's {@code LegacyRPCAccessPolicy}. */
  static AccessPolicy legacy() {
    return method -> true;
  }
}
