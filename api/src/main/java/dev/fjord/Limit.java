package dev.fjord;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Bounds how many calls of an endpoint method one server works on at a time, so that a heavy method
 * leaves room for the others. Calls beyond that wait, each in a slot of the server, in the order in
 * which they came; one whose time runs out meanwhile is not started. Without it a method is bounded
 * by the slots alone. A builder's {@code limit(name, most)} comes before it.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@java.lang.annotation.Target(ElementType.METHOD)
public @interface Limit {
  /** The most calls at a time, at least 1. */
  int value();
}
