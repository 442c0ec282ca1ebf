package dev.fjord.rpc;

import java.lang.reflect.Type;

/**
 * An argument of a method, as it is sent or taken.
 *
 * @param name what it is called
 * @param type the type of its values
 * @param isOptional whether a request may leave it out
 * @since 0.1.0
 */
public record ArgumentDescription(String name, Type type, boolean isOptional) {
  /** The argument as in a signature: {@code String vm}. */
  @Override
  public String toString() {
    return type.getTypeName() + " " + name;
  }
}
