package dev.fjord.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.fjord.MessageContext;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.Priority;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets log records leave as notifications of the event type {@code logrecord}, in the form of
 * oslo.messaging's {@code LoggingNotificationHandler}: the priority is that of the record, the
 * payload has twelve fields. In Logback's configuration:
 *
 * <pre>{@code
 * <appender name="NOTIFY" class="dev.fjord.logback.NotificationAppender">
 *   <url>rabbit://guest:guest@localhost/</url>
 *   <publisherId>compute.host1</publisherId>
 *   <filter class="ch.qos.logback.classic.filter.ThresholdFilter"><level>ERROR</level></filter>
 * </appender>
 * }</pre>
 *
 * <p>{@code exc_info} is a list of the exception's class, text and trace; {@code extra} has the
 * record's MDC and key-values.
 *
 * @since 0.1.0
 */
public final class NotificationAppender extends PublishingAppender {
  private static final String EVENT = "logrecord";

  private Caller caller = Caller.LOOKED_UP;

  /** With a notifier that is made at the start, from what is set until then. */
  public NotificationAppender() {
    super("");
  }

  /** With a notifier of the application's, which outlives the appender. */
  public NotificationAppender(Notifier notifier) {
    super(notifier);
  }

  /**
   * Sets whether the file, line and method that logged are looked up, in the time of the thread
   * that logs; default true.
   */
  public void setIncludeCallerData(boolean isLookedUp) {
    caller = isLookedUp ? Caller.LOOKED_UP : Caller.UNKNOWN;
  }

  @Override
  boolean isWanted(ILoggingEvent event) {
    return true;
  }

  @Override
  CompletionStage<@Nullable Void> publish(Notifier to, ILoggingEvent event) {
    return to.emit(
        LogRecord.priority(event.getLevel()),
        MessageContext.empty(),
        EVENT,
        LogRecord.fields(event, caller));
  }

  @Override
  CompletionStage<@Nullable Void> tellDropped(Notifier to, long dropped) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName(NotificationAppender.class.getName());
    event.setLevel(Level.WARN);
    event.setMessage(dropped + " log records were dropped");
    event.setMDCPropertyMap(Map.of());
    return to.emit(
        Priority.WARN, MessageContext.empty(), EVENT, LogRecord.fields(event, Caller.UNKNOWN));
  }
}
