package dev.fjord.endpoint;

import dev.fjord.EndpointException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * What a method gives back in the end, and how.
 *
 * @param value the type of the result itself
 * @param form how the method hands it over
 */
public record Returned(Type value, Form form) {
  /** How a method hands its result over. */
  public enum Form {
    /** The result itself. */
    VALUE,
    /** A stage that completes with it. */
    STAGE
  }

  /**
   * As a method declares it.
   *
   * @throws EndpointException if it returns what nobody could wait for
   */
  public static Returned of(MethodFamily family) {
    Class<?> type = family.method().getReturnType();
    if (CompletionStage.class.isAssignableFrom(type)) {
      return new Returned(argument(family.returnType()), Form.STAGE);
    }
    if (Future.class.isAssignableFrom(type)) {
      throw new EndpointException(
          family.name()
              + " returns a "
              + type.getSimpleName()
              + ", for which somebody would have to block: return a CompletionStage, or the result"
              + " itself");
    }
    return new Returned(family.returnType(), Form.VALUE);
  }

  private static Type argument(Type type) {
    return type instanceof ParameterizedType parameterized
        ? parameterized.getActualTypeArguments()[0]
        : Object.class;
  }
}
