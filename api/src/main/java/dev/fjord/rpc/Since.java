package dev.fjord.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The version of its interface in which a method came, or last changed its arguments. A proxy's
 * request of the method asks for this version, whatever version its client's target or the
 * interface's {@link Endpoint} names; so a server that is older but has the other methods still
 * serves those, and a client's version cap refuses the method alone.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Since {
  /** The version, {@code major.minor} or {@code major.minor.revision}. */
  String value();
}
