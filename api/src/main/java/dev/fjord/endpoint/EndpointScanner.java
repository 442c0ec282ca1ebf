package dev.fjord.endpoint;

import dev.fjord.Blocking;
import dev.fjord.EndpointException;
import dev.fjord.Limit;
import dev.fjord.NonBlocking;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.Style;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the methods of an endpoint's class, and those among them that an annotation exposes, on the
 * method itself or on what it overrides. Nothing is looked up by a name from a wire.
 */
public final class EndpointScanner {
  private EndpointScanner() {}

  /**
   * A method with the annotation that exposes it.
   *
   * @param <A> the annotation
   */
  public record Found<A extends Annotation>(MethodFamily family, A annotation) {
    /** The method itself. */
    public Method method() {
      return family.method();
    }
  }

  /**
   * The exposed methods, in a stable order.
   *
   * @throws EndpointException if one of them cannot be called
   */
  public static <A extends Annotation> List<Found<A>> scan(Class<?> type, Class<A> annotation) {
    List<Found<A>> found = new ArrayList<>();
    for (MethodFamily family : methods(type)) {
      Optional<A> present = family.annotation(annotation);
      if (present.isPresent()) {
        requireCallable(family.method());
        found.add(new Found<>(family, present.get()));
      }
    }
    return found;
  }

  /**
   * Every method that objects of a class have, but for what only {@link Object} declares: of
   * methods that override each other the most specific one, in a stable order. Private and static
   * ones are among them.
   */
  public static List<MethodFamily> methods(Class<?> type) {
    ResolvedTypes types = ResolvedTypes.of(type);
    Map<String, Method> mostSpecific = new LinkedHashMap<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      for (Method method : declaredMethods(at)) {
        if (!method.isSynthetic()) {
          mostSpecific.putIfAbsent(MethodFamily.signature(method, types), method);
        }
      }
    }
    for (Class<?> implemented : MethodFamily.interfaces(type)) {
      for (Method method : declaredMethods(implemented)) {
        if (method.isDefault() && !method.isSynthetic()) {
          mostSpecific.putIfAbsent(MethodFamily.signature(method, types), method);
        }
      }
    }
    return mostSpecific.values().stream()
        .map(method -> MethodFamily.of(type, method, types))
        .toList();
  }

  /** How a method runs: by its annotation, else by its return type. */
  public static Style style(Method method) {
    return style(MethodFamily.of(method.getDeclaringClass(), method));
  }

  /** How a method runs: by its annotation or an inherited one, else by its return type. */
  public static Style style(MethodFamily family) {
    boolean blocking = family.annotation(Blocking.class).isPresent();
    boolean nonBlocking = family.annotation(NonBlocking.class).isPresent();
    if (blocking && nonBlocking) {
      throw new EndpointException(
          family.name() + " is marked @Blocking and @NonBlocking; keep one");
    }
    if (blocking) {
      return Style.BLOCKING;
    }
    return nonBlocking || Returned.comesLater(family.method().getReturnType())
        ? Style.ASYNC
        : Style.BLOCKING;
  }

  /** What executors and people know of a method. */
  public static EndpointMethod describe(String name, MethodFamily family) {
    return new EndpointMethod(name, family.name(), style(family), limit(family));
  }

  /** How many calls of a method may run at a time: by its annotation or an inherited one. */
  private static int limit(MethodFamily family) {
    int limit = family.annotation(Limit.class).map(Limit::value).orElse(EndpointMethod.UNLIMITED);
    if (limit < 1) {
      throw new EndpointException(
          family.name() + " has @Limit(" + limit + "), so it would never run: give it at least 1");
    }
    return limit;
  }

  /** {@code Class.method}, for messages to people. */
  public static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  private static void requireCallable(Method method) {
    if (Modifier.isStatic(method.getModifiers())) {
      throw new EndpointException(
          name(method) + " is static; an endpoint method belongs to its object");
    }
    if (Modifier.isPrivate(method.getModifiers())) {
      throw new EndpointException(name(method) + " is private; what callers can reach must not be");
    }
  }

  /** In an order that does not depend on the virtual machine. */
  private static Method[] declaredMethods(Class<?> type) {
    Method[] declared = type.getDeclaredMethods();
    Arrays.sort(declared, Comparator.comparing(Method::getName).thenComparing(Method::toString));
    return declared;
  }
}
