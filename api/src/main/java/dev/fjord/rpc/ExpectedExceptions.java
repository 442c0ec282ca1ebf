package dev.fjord.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the exceptions that belong to a method's ordinary work, such as "not found". They go to the
 * caller like any other, whether thrown or in a stage, and are logged at debug instead of as an
 * error. It is oslo.messaging's {@code expected_exceptions}.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ExpectedExceptions {
  /** The exceptions; those that extend them are expected as well. */
  Class<? extends Throwable>[] value();
}
