package dev.fjord.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.fjord.MessageContext;
import dev.fjord.notify.Notifier;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets the texts of errors leave as notifications of priority ERROR and event type {@code
 * error_notification}: oslo.messaging's {@code PublishErrorsHandler}. Records below ERROR stay. Of
 * a notifier that writes into the log as well, errors would come back as log records; they are
 * known by their logger and stay.
 *
 * @since 0.1.0
 */
public final class ErrorNotificationAppender extends PublishingAppender {
  private static final String EVENT = "error_notification";
  private static final String TEXT = "error";

  /** With a notifier that is made at the start; its publisher is {@code error.publisher}. */
  public ErrorNotificationAppender() {
    super("error.publisher");
  }

  /** With a notifier of the application's, which outlives the appender. */
  public ErrorNotificationAppender(Notifier notifier) {
    super(notifier);
  }

  @Override
  boolean isWanted(ILoggingEvent event) {
    return event.getLevel().isGreaterOrEqual(Level.ERROR);
  }

  @Override
  CompletionStage<@Nullable Void> publish(Notifier to, ILoggingEvent event) {
    return to.error(MessageContext.empty(), EVENT, Map.of(TEXT, event.getFormattedMessage()));
  }

  @Override
  CompletionStage<@Nullable Void> tellDropped(Notifier to, long dropped) {
    return to.error(
        MessageContext.empty(), EVENT, Map.of(TEXT, dropped + " log records were dropped"));
  }
}
