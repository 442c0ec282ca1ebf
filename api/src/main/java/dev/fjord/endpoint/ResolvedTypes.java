package dev.fjord.endpoint;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a class puts in place of the type variables of all that it extends and implements: for
 * {@code Vms implements Store<Vm>}, the parameter {@code T} of {@code Store} is {@code Vm}.
 * Confined to one thread.
 */
final class ResolvedTypes {
  private final Map<TypeVariable<?>, Type> arguments = new HashMap<>();

  private ResolvedTypes() {}

  static ResolvedTypes of(Class<?> type) {
    ResolvedTypes types = new ResolvedTypes();
    types.collect(type);
    return types;
  }

  /** The type with every variable that is known replaced. */
  Type resolve(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      return arguments.getOrDefault(variable, variable);
    }
    if (type instanceof ParameterizedType parameterized) {
      List<Type> before = Arrays.asList(parameterized.getActualTypeArguments());
      List<Type> after = before.stream().map(this::resolve).toList();
      return after.equals(before)
          ? type
          : new Parameterized(parameterized.getOwnerType(), parameterized.getRawType(), after);
    }
    if (type instanceof GenericArrayType array) {
      return array(array);
    }
    if (type instanceof WildcardType wildcard) {
      // A value is read as the bound in any case.
      Type bound = wildcard.getUpperBounds()[0];
      Type resolved = resolve(bound);
      return resolved.equals(bound) ? type : resolved;
    }
    return type;
  }

  /** The class that values of a type have at run time. */
  static Class<?> erase(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType parameterized) {
      return erase(parameterized.getRawType());
    }
    if (type instanceof TypeVariable<?> variable) {
      return erase(variable.getBounds()[0]);
    }
    if (type instanceof WildcardType wildcard) {
      return erase(wildcard.getUpperBounds()[0]);
    }
    return type instanceof GenericArrayType array
        ? erase(array.getGenericComponentType()).arrayType()
        : Object.class;
  }

  private Type array(GenericArrayType array) {
    Type before = array.getGenericComponentType();
    Type component = resolve(before);
    if (component instanceof Class<?> plain) {
      return plain.arrayType();
    }
    return component.equals(before) ? array : new Array(component);
  }

  private void collect(@Nullable Type type) {
    if (type instanceof ParameterizedType parameterized) {
      TypeVariable<?>[] variables = erase(type).getTypeParameters();
      Type[] values = parameterized.getActualTypeArguments();
      for (int i = 0; i < variables.length; i++) {
        arguments.put(variables[i], resolve(values[i]));
      }
    }
    if (type != null) {
      collect(erase(type).getGenericSuperclass());
      for (Type implemented : erase(type).getGenericInterfaces()) {
        collect(implemented);
      }
    }
  }

  /** A type with arguments that were resolved. */
  private record Parameterized(@Nullable Type owner, Type raw, List<Type> arguments)
      implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return owner;
    }

    @Override
    public String toString() {
      String inner =
          arguments.stream().map(Type::getTypeName).reduce((a, b) -> a + ", " + b).orElse("");
      return raw.getTypeName() + "<" + inner + ">";
    }
  }

  /** An array whose component was resolved. */
  private record Array(Type component) implements GenericArrayType {
    @Override
    public Type getGenericComponentType() {
      return component;
    }

    @Override
    public String toString() {
      return component.getTypeName() + "[]";
    }
  }
}
