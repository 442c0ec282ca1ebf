/**
 * Notifications: {@link dev.fjord.notify.Notifier} emits events, {@link
 * dev.fjord.notify.NotificationListener} hands them to annotated methods.
 *
 * <p>A notification is delivered at least once after its emission was confirmed: it is acknowledged
 * after every endpoint method has returned or its stage has completed.
 */
@NullMarked
package dev.fjord.notify;

import org.jspecify.annotations.NullMarked;
