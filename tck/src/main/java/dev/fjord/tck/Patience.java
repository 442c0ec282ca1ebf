package dev.fjord.tck;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * How long a contract waits.
 *
 * @param forEvents for what must happen
 * @param forSilence for what must not happen
 * @since 0.1.0
 */
public record Patience(Duration forEvents, Duration forSilence) {
  /** Waits for a stage's value. */
  public <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    Outcome<T> outcome = outcome(stage);
    if (outcome.failure != null) {
      throw new AssertionError("A stage failed that should not have", outcome.failure);
    }
    return outcome.value;
  }

  /** Waits for a stage to fail and returns why. */
  public Throwable awaitFailure(CompletionStage<?> stage) {
    Outcome<?> outcome = outcome(stage);
    if (outcome.failure == null) {
      throw new AssertionError("A stage did not fail that should have");
    }
    return outcome.failure;
  }

  /** Waits for a stage to complete, either way. */
  public void awaitEnd(CompletionStage<?> stage) {
    Outcome<?> ignored = outcome(stage);
  }

  /** Waits for a check to pass. */
  public void untilAsserted(Runnable check) {
    Awaitility.await()
        // Contracts may run side by side: what another's thread threw is no failure of this one.
        .dontCatchUncaughtExceptions()
        .pollInterval(Duration.ofMillis(5))
        .atMost(forEvents)
        .untilAsserted(check::run);
  }

  @SuppressWarnings("NullAway") // the value is only read where there was no failure
  private <T extends @Nullable Object> Outcome<T> outcome(CompletionStage<T> stage) {
    try {
      return new Outcome<>(
          stage.toCompletableFuture().get(forEvents.toMillis(), TimeUnit.MILLISECONDS), null);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      boolean wrapped = cause instanceof CompletionException && cause.getCause() != null;
      return new Outcome<>(null, wrapped ? cause.getCause() : cause);
    } catch (TimeoutException e) {
      throw new AssertionError("A stage was not complete after " + forEvents, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a stage", e);
    } catch (java.util.concurrent.CancellationException e) {
      return new Outcome<>(null, e);
    }
  }

  private record Outcome<T extends @Nullable Object>(T value, @Nullable Throwable failure) {}
}
