package dev.fjord.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Exposes a method to callers; a method without it cannot be reached. Its return type decides where
 * it runs: a {@link java.util.concurrent.CompletionStage}, or what a {@link
 * dev.fjord.spi.ReturnAdapter} makes one of, must not block and runs on an event loop; anything
 * else may block and runs on a worker.
 *
 * <p>Parameters take arguments by name, from the compiler ({@code -parameters}) or {@link Arg}; a
 * parameter of type {@link dev.fjord.MessageContext} takes the caller's context, one of type {@link
 * CallContext} all that is known of the request.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RpcMethod {
  /** The name callers use; default the method's own. */
  String value() default "";
}
