package dev.fjord.notify;

import dev.fjord.Escaped;
import dev.fjord.spi.EmitOptions;
import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.OutgoingNotification;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver of a notifier and of its copies. What it fails with reaches its stage and nobody else; a
 * first failure in a row is logged as well, for most users do not look at the stage. Thread-safe.
 */
final class ActiveDriver {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  private final String name;
  private final NotifierDriver driver;
  private final AtomicBoolean failedBefore = new AtomicBoolean();

  ActiveDriver(String name, NotifierDriver driver) {
    this.name = name;
    this.driver = driver;
  }

  String name() {
    return name;
  }

  CompletableFuture<@Nullable Void> emit(OutgoingNotification notification, EmitOptions options) {
    CompletionStage<@Nullable Void> stage;
    try {
      stage = driver.emit(notification, options);
    } catch (RuntimeException | Error e) {
      stage = CompletableFuture.failedFuture(e);
    }
    return stage
        .whenComplete((nothing, failure) -> ended(notification, failure))
        .toCompletableFuture();
  }

  private void ended(OutgoingNotification notification, @Nullable Throwable failure) {
    if (failure == null) {
      if (failedBefore.get() && failedBefore.compareAndSet(true, false)) {
        LOG.info("Notifications leave through {} again", name);
      }
    } else if (failedBefore.compareAndSet(false, true)) {
      LOG.warn(
          "The notification {} did not leave through {}. Until one does, this is logged at debug.",
          Escaped.text(notification.eventType()),
          name,
          Failures.cause(failure));
    } else {
      LOG.debug(
          "The notification {} did not leave through {}",
          Escaped.text(notification.eventType()),
          name,
          Failures.cause(failure));
    }
  }
}
