package dev.fjord.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * How long calls of a method through a proxy may take, instead of the timeout of its client. Of no
 * meaning to a server.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CallTimeout {
  /** How many units of time; more than zero. */
  long value();

  /** The unit; default seconds. */
  TimeUnit unit() default TimeUnit.SECONDS;
}
