package dev.fjord.rpc;

import dev.fjord.EndpointException;
import dev.fjord.MessageContext;
import dev.fjord.endpoint.MethodFamily;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one parameter of a method takes.
 *
 * @param kind whether it is an argument of the request
 * @param name the name of the argument; of no meaning for other kinds
 * @param type the type of its values
 */
record ParameterSlot(Kind kind, String name, Type type) {
  /** What a parameter takes. */
  enum Kind {
    /** An argument of the request, by its name. */
    ARGUMENT,
    /** The caller's context. */
    CONTEXT,
    /** What is known of the request itself. */
    CALL
  }

  /**
   * Of all parameters of a method, in their order.
   *
   * @throws EndpointException if one has no name, or two have the same
   */
  static List<ParameterSlot> of(MethodFamily family) {
    List<ParameterSlot> slots = new ArrayList<>();
    Parameter[] parameters = family.method().getParameters();
    for (int i = 0; i < parameters.length; i++) {
      slots.add(slot(family, i, parameters[i]));
    }
    if (slots.stream().map(slot -> slot.kind + slot.name).distinct().count() != slots.size()) {
      throw new EndpointException(
          family.name() + " takes the same argument, or the context, twice");
    }
    return List.copyOf(slots);
  }

  /** Whether a request may leave it out. */
  boolean isOptional() {
    return type == Optional.class
        || (type instanceof ParameterizedType parameterized
            && parameterized.getRawType() == Optional.class);
  }

  /** Whether it takes the argument of that name. */
  boolean takes(String argument) {
    return kind == Kind.ARGUMENT && name.equals(argument);
  }

  private static ParameterSlot slot(MethodFamily family, int index, Parameter parameter) {
    Type type = family.parameterTypes().get(index);
    if (type == MessageContext.class) {
      return new ParameterSlot(Kind.CONTEXT, "", type);
    }
    if (type == CallContext.class) {
      return new ParameterSlot(Kind.CALL, "", type);
    }
    Optional<Arg> arg = family.annotation(index, Arg.class);
    if (arg.isEmpty() && !parameter.isNamePresent()) {
      throw new EndpointException(
          family.name()
              + " has parameters without names: compile with -parameters, or name each with @Arg");
    }
    return new ParameterSlot(
        Kind.ARGUMENT, arg.map(Arg::value).orElseGet(parameter::getName), type);
  }
}
