/**
 * Log records as notifications, in the form of oslo.messaging's logging handlers: {@link
 * dev.fjord.logback.NotificationAppender} lets whole records leave, {@link
 * dev.fjord.logback.ErrorNotificationAppender} the texts of errors.
 */
@NullMarked
package dev.fjord.logback;

import org.jspecify.annotations.NullMarked;
