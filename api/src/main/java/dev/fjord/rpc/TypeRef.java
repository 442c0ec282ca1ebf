package dev.fjord.rpc;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with its type arguments, captured by an anonymous subclass: {@code new TypeRef<List<Vm>>()
 * {}}.
 *
 * @param <T> the type
 * @since 0.1.0
 */
public abstract class TypeRef<T> {
  private final Type type;

  /** Captures the type argument of the subclass. */
  protected TypeRef() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType captured)) {
      throw new IllegalStateException("Write new TypeRef<List<Vm>>() {} with its type argument");
    }
    type = captured.getActualTypeArguments()[0];
  }

  /** The captured type. */
  public final Type type() {
    return type;
  }
}
