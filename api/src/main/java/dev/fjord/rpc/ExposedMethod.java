package dev.fjord.rpc;

import dev.fjord.endpoint.EndpointScanner;
import dev.fjord.endpoint.MethodFamily;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A method of an endpoint's class that callers can reach.
 *
 * @param name what they call it
 * @param family the method, and what it overrides
 */
record ExposedMethod(String name, MethodFamily family) {

  /** All that can be reached, the marked ones first, each group in a stable order. */
  static List<ExposedMethod> of(Class<?> type, AccessPolicy policy) {
    List<ExposedMethod> exposed = new ArrayList<>();
    for (EndpointScanner.Found<RpcMethod> found : EndpointScanner.scan(type, RpcMethod.class)) {
      String given = found.annotation().value();
      exposed.add(
          new ExposedMethod(given.isEmpty() ? found.method().getName() : given, found.family()));
    }
    for (MethodFamily family : EndpointScanner.methods(type)) {
      if (family.annotation(RpcMethod.class).isEmpty()
          && isOffered(family)
          && policy.allows(family.method())) {
        exposed.add(new ExposedMethod(family.method().getName(), family));
      }
    }
    return List.copyOf(exposed);
  }

  /** Whether a policy may be asked at all. */
  static boolean isOffered(MethodFamily family) {
    Method method = family.method();
    return Modifier.isPublic(method.getModifiers())
        && !Modifier.isStatic(method.getModifiers())
        && !isAccessor(method)
        && family.members().stream().noneMatch(member -> isPlatform(member.getDeclaringClass()));
  }

  private static boolean isAccessor(Method method) {
    RecordComponent[] components = method.getDeclaringClass().getRecordComponents();
    return components != null
        && Arrays.stream(components).anyMatch(component -> method.equals(component.getAccessor()));
  }

  private static boolean isPlatform(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
  }
}
