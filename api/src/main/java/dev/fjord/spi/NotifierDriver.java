package dev.fjord.spi;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A way for notifications to leave: to a broker, a log, a list. Opened once for each transport at
 * its first use, and closed with the transport.
 *
 * <p>Thread-safe. Called on the caller's thread, loops included, so no method may block.
 *
 * @since 0.1.0
 */
public interface NotifierDriver extends AutoCloseable {
  /**
   * Takes a notification out. Completes when it has arrived as far as this driver can tell, or
   * exceptionally within the timeout; never later. What it throws counts as a failed stage. Other
   * drivers of the same notifier get the notification whatever comes of it here.
   */
  CompletionStage<@Nullable Void> emit(OutgoingNotification notification, EmitOptions options);

  /** Lets go of what the driver holds; does nothing unless it holds something. */
  @Override
  default void close() {}
}
