package dev.fjord.endpoint;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A method of a class with all that it overrides and implements there: an annotation on any of them
 * is its own. Also where an interface has type parameters and the method has their arguments.
 * Immutable and thread-safe.
 */
public final class MethodFamily {
  private final List<Method> members;
  private final List<Type> parameterTypes;
  private final Type returnType;

  private MethodFamily(List<Method> members, ResolvedTypes types) {
    Method method = members.get(0);
    this.members = members;
    this.parameterTypes =
        Arrays.stream(method.getGenericParameterTypes()).map(types::resolve).toList();
    this.returnType = types.resolve(method.getGenericReturnType());
  }

  /** Of a method that a class or interface has, its own or inherited. */
  public static MethodFamily of(Class<?> type, Method method) {
    return of(type, method, ResolvedTypes.of(type));
  }

  static MethodFamily of(Class<?> type, Method method, ResolvedTypes types) {
    List<Method> members = new ArrayList<>(List.of(method));
    if (!Modifier.isPrivate(method.getModifiers())) {
      String signature = signature(method, types);
      for (Class<?> above : above(type)) {
        for (Method candidate : above.getDeclaredMethods()) {
          if (candidate.getName().equals(method.getName())
              && !Modifier.isPrivate(candidate.getModifiers())
              && !candidate.equals(method)
              && signature(candidate, types).equals(signature)) {
            members.add(candidate);
          }
        }
      }
    }
    return new MethodFamily(List.copyOf(members), types);
  }

  /** The method itself. */
  public Method method() {
    return members.get(0);
  }

  /** The method and what it overrides and implements, the nearest first. */
  public List<Method> members() {
    return members;
  }

  /** The nearest annotation of a type. */
  public <A extends Annotation> Optional<A> annotation(Class<A> annotation) {
    for (Method member : members) {
      if (member.isAnnotationPresent(annotation)) {
        return Optional.of(member.getAnnotation(annotation));
      }
    }
    return Optional.empty();
  }

  /** The nearest annotation of a type on a parameter. */
  public <A extends Annotation> Optional<A> annotation(int parameter, Class<A> annotation) {
    for (Method member : members) {
      A found = member.getParameters()[parameter].getAnnotation(annotation);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** The types of the parameters, with the arguments of type parameters in their place. */
  public List<Type> parameterTypes() {
    return parameterTypes;
  }

  /** What the method returns, with the arguments of type parameters in their place. */
  public Type returnType() {
    return returnType;
  }

  /** {@code Class.method}, for messages to people. */
  public String name() {
    return EndpointScanner.name(method());
  }

  /** Two methods with one signature override one another, whatever their type parameters. */
  static String signature(Method method, ResolvedTypes types) {
    return method.getName()
        + Arrays.stream(method.getGenericParameterTypes())
            .map(parameter -> ResolvedTypes.erase(types.resolve(parameter)).getName())
            .toList();
  }

  /** The class and those above it, then all interfaces. */
  private static List<Class<?>> above(Class<?> type) {
    List<Class<?>> above = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      above.add(at);
    }
    above.addAll(interfaces(type));
    return above;
  }

  static List<Class<?>> interfaces(Class<?> type) {
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
}
