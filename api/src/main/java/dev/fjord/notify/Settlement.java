package dev.fjord.notify;

import dev.fjord.NotStartedException;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Outcome;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What becomes of a notification that was not handled. */
enum Settlement {
  /** It is put back. */
  REQUEUE,
  /** It is acknowledged all the same. */
  ACKNOWLEDGE;

  CompletionStage<@Nullable Void> settle(IncomingMessage message, Outcome outcome) {
    boolean goesBack = this == REQUEUE ? wantsRequeue(outcome) : wasNotStarted(outcome);
    return goesBack ? message.requeue() : message.acknowledge();
  }

  static boolean wantsRequeue(Outcome outcome) {
    return !(outcome instanceof Outcome.Value value)
        || value.result() == NotificationResult.REQUEUE;
  }

  /** No method has seen it: it must not be lost (X8). */
  private static boolean wasNotStarted(Outcome outcome) {
    return outcome instanceof Outcome.Failure failure
        && failure.cause() instanceof NotStartedException;
  }
}
