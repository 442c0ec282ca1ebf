package dev.fjord.notify;

import dev.fjord.spi.IncomingMessage;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What becomes of a notification that was not handled. */
enum Settlement {
  /** It is put back. */
  REQUEUE,
  /** It is acknowledged all the same. */
  ACKNOWLEDGE;

  CompletionStage<@Nullable Void> settle(IncomingMessage message, boolean wantsRequeue) {
    return wantsRequeue && this == REQUEUE ? message.requeue() : message.acknowledge();
  }
}
