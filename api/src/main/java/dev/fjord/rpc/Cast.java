package dev.fjord.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a proxy send requests of a method without expecting a reply, to every server if its client's
 * target is a fanout. The method returns nothing, or a {@link java.util.concurrent.CompletionStage}
 * of nothing that completes when the broker has the request. Of no meaning to a server, which
 * answers whoever waits.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Cast {}
