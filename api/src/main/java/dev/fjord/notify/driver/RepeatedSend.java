package dev.fjord.notify.driver;

import dev.fjord.DeliveryException;
import dev.fjord.Target;
import dev.fjord.spi.EmitOptions;
import dev.fjord.spi.NotifierDriverSettings;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to one queue: sent again, after a pause, when it certainly did not arrive,
 * until its attempts or its time are used up. Attempts follow each other, so nothing here is shared
 * by two threads at a time.
 */
final class RepeatedSend {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final NotifierDriverSettings settings;
  private final EmitOptions options;
  private final SendOptions.Kind form;
  private final long begin;
  private int repeats;
  private Duration pause = FIRST_PAUSE;

  RepeatedSend(NotifierDriverSettings settings, EmitOptions options, SendOptions.Kind form) {
    this.settings = settings;
    this.options = options;
    this.form = form;
    this.begin = settings.timers().nanoTime();
  }

  CompletionStage<@Nullable Void> send(Target queue, OutgoingMessage message) {
    return attempt(queue, message, options.timeout());
  }

  private CompletionStage<@Nullable Void> attempt(
      Target queue, OutgoingMessage message, Duration timeout) {
    CompletionStage<@Nullable Void> sent =
        settings.wire().send(queue, message, new SendOptions(form, timeout));
    return options.retry() == 0
        ? sent
        : sent.exceptionallyCompose(failure -> afterFailure(queue, message, failure));
  }

  private CompletionStage<@Nullable Void> afterFailure(
      Target queue, OutgoingMessage message, Throwable thrown) {
    Throwable failure =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (!mayRepeat(failure) || left().compareTo(pause) <= 0) {
      return CompletableFuture.failedFuture(failure);
    }
    repeats++;
    CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    try {
      Timers.Timeout unused =
          settings.timers().schedule(pause, () -> follow(attempt(queue, message, left()), end));
    } catch (RejectedExecutionException e) {
      // The timers ended with their transport.
      return CompletableFuture.failedFuture(failure);
    }
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    return end;
  }

  /** What is left of the time of all attempts; never negative. */
  private Duration left() {
    Duration left = options.timeout().minusNanos(settings.timers().nanoTime() - begin);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private boolean mayRepeat(Throwable failure) {
    return failure instanceof DeliveryException delivery
        && delivery.retry() == DeliveryException.Retry.SAFE
        && (options.retry() < 0 || repeats < options.retry());
  }

  private static void follow(
      CompletionStage<@Nullable Void> attempt, CompletableFuture<@Nullable Void> end) {
    var unused =
        attempt.whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                end.complete(null);
              } else {
                end.completeExceptionally(failure);
              }
            });
  }
}
