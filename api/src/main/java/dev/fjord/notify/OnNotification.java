package dev.fjord.notify;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Hands notifications to a method. It takes a {@link Notification}, or a {@code List<Notification>}
 * where the listener hands over batches, and returns nothing or a {@link NotificationResult}, or a
 * {@link java.util.concurrent.CompletionStage} of either; what it returns decides where it runs, as
 * for {@code @RpcMethod}. One that throws counts as {@link NotificationResult#REQUEUE}.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnNotification {
  /** The priorities that are wanted; default all seven. */
  Priority[] value() default {
    Priority.AUDIT,
    Priority.DEBUG,
    Priority.INFO,
    Priority.WARN,
    Priority.ERROR,
    Priority.CRITICAL,
    Priority.SAMPLE
  };
}
