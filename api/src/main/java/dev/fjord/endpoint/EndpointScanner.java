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
import java.util.concurrent.CompletionStage;

/**
 * Finds the annotated methods of an endpoint's class. Only what is annotated, on the method itself
 * or on what it overrides, can ever be reached; nothing is looked up by a name from a wire.
 */
public final class EndpointScanner {
  private EndpointScanner() {}

  /**
   * A method with the annotation that exposes it.
   *
   * @param <A> the annotation
   */
  public record Found<A extends Annotation>(Method method, A annotation) {}

  /**
   * The exposed methods, in a stable order.
   *
   * @throws EndpointException if one of them cannot be called
   */
  public static <A extends Annotation> List<Found<A>> scan(Class<?> type, Class<A> annotation) {
    Map<String, Method> mostSpecific = new LinkedHashMap<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      for (Method method : declaredMethods(at)) {
        if (!method.isSynthetic()) {
          mostSpecific.putIfAbsent(signature(method), method);
        }
      }
    }
    for (Class<?> implemented : interfaces(type)) {
      for (Method method : declaredMethods(implemented)) {
        if (method.isDefault() && !method.isSynthetic()) {
          mostSpecific.putIfAbsent(signature(method), method);
        }
      }
    }
    List<Found<A>> found = new ArrayList<>();
    for (Method method : mostSpecific.values()) {
      annotation(type, method, annotation)
          .ifPresent(
              present -> {
                if (Modifier.isStatic(method.getModifiers())) {
                  throw new EndpointException(
                      name(method) + " is static; an endpoint method belongs to its object");
                }
                if (Modifier.isPrivate(method.getModifiers())) {
                  throw new EndpointException(
                      name(method) + " is private; what callers can reach must not be");
                }
                found.add(new Found<>(method, present));
              });
    }
    return found;
  }

  /** How a method runs: by its annotation, else by its return type. */
  public static Style style(Method method) {
    boolean blocking = annotation(method.getDeclaringClass(), method, Blocking.class).isPresent();
    boolean nonBlocking =
        annotation(method.getDeclaringClass(), method, NonBlocking.class).isPresent();
    if (blocking && nonBlocking) {
      throw new EndpointException(name(method) + " is marked @Blocking and @NonBlocking; keep one");
    }
    if (blocking) {
      return Style.BLOCKING;
    }
    return nonBlocking || CompletionStage.class.isAssignableFrom(method.getReturnType())
        ? Style.ASYNC
        : Style.BLOCKING;
  }

  /** How many calls of a method may run at a time. */
  public static int limit(Method method) {
    int limit =
        annotation(method.getDeclaringClass(), method, Limit.class)
            .map(Limit::value)
            .orElse(EndpointMethod.UNLIMITED);
    if (limit < 1) {
      throw new EndpointException(
          name(method) + " has @Limit(" + limit + "), so it would never run: give it at least 1");
    }
    return limit;
  }

  /** {@code Class.method}, for messages to people. */
  public static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  /** In an order that does not depend on the virtual machine. */
  private static Method[] declaredMethods(Class<?> type) {
    Method[] declared = type.getDeclaredMethods();
    Arrays.sort(declared, Comparator.comparing(Method::getName).thenComparing(Method::toString));
    return declared;
  }

  private static <A extends Annotation> Optional<A> annotation(
      Class<?> type, Method method, Class<A> annotation) {
    A here = method.getAnnotation(annotation);
    if (here != null || Modifier.isPrivate(method.getModifiers())) {
      return Optional.ofNullable(here);
    }
    List<Class<?>> above = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      above.add(at);
    }
    above.addAll(interfaces(type));
    for (Class<?> at : above) {
      for (Method candidate : at.getDeclaredMethods()) {
        if (signature(candidate).equals(signature(method))
            && !Modifier.isPrivate(candidate.getModifiers())
            && candidate.isAnnotationPresent(annotation)) {
          return Optional.of(candidate.getAnnotation(annotation));
        }
      }
    }
    return Optional.empty();
  }

  private static List<Class<?>> interfaces(Class<?> type) {
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Class<?> implemented : at.getInterfaces()) {
        if (!all.contains(implemented)) {
          all.add(implemented);
          all.addAll(interfaces(implemented));
        }
      }
    }
    return all;
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
