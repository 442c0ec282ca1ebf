package dev.fjord.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes the interface that an endpoint's class serves. Without it, version 1.0 is served.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Endpoint {
  /** The version implemented: requests up to this minor version are served. Default 1.0. */
  String version() default "1.0";

  /** The namespace; default none. */
  String namespace() default "";

  /** Older namespaces that are answered as well; an empty text means none at all. */
  String[] legacyNamespaces() default {};
}
