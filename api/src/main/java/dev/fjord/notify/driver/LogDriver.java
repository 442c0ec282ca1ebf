package dev.fjord.notify.driver;

import dev.fjord.Escaped;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.EmitOptions;
import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.OutgoingNotification;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes notifications into the log as JSON, secrets masked, under oslo.messaging's logger names:
 * {@code oslo.messaging.notification.<event type>}. Thread-safe.
 */
final class LogDriver implements NotifierDriver {
  private static final String LOGGER = "oslo.messaging.notification.";
  private static final CompletionStage<@Nullable Void> DONE =
      CompletableFuture.completedStage(null);

  private final JsonCodec codec;
  private final SecretMask mask = new SecretMask();

  LogDriver(JsonCodec codec) {
    this.codec = codec;
  }

  @Override
  public CompletionStage<@Nullable Void> emit(
      OutgoingNotification notification, EmitOptions options) {
    Logger log = LoggerFactory.getLogger(LOGGER + Escaped.text(notification.eventType()));
    Level level = level(notification.priority());
    if (log.isEnabledForLevel(level)) {
      Object plain = codec.readPlain(notification.message().body());
      log.atLevel(level).log(codec.write(mask.masked(plain)).asString());
    }
    return DONE;
  }

  /** What Python's log has no level for, audit and sample, is information here. */
  private static Level level(String priority) {
    return switch (priority) {
      case "debug" -> Level.DEBUG;
      case "warn" -> Level.WARN;
      case "error", "critical" -> Level.ERROR;
      default -> Level.INFO;
    };
  }
}
