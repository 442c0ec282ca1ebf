package dev.fjord.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One resolved, not yet started endpoint call. An executor accepts it, invokes it on the thread its
 * style asks for, and finishes it.
 *
 * <p>Thread-safe. No method throws.
 *
 * @since 0.1.0
 */
public interface Invocation {
  /**
   * The method that will run; for a message nobody can serve, one that fails without blocking.
   * Asked after {@link #accept} completed: what is gathered into a batch has its method only then.
   */
  EndpointMethod method();

  /**
   * Whether it only goes along with another one, which does the work for both and is finished with
   * it: telemetry is told of that one alone. Asked after {@link #accept} completed.
   */
  default boolean goesAlong() {
    return false;
  }

  /** How much time is left to it; empty if the message has no budget. */
  Optional<Duration> budget();

  /**
   * Takes the message over: a request is acknowledged, a notification is not yet. Called on wire or
   * poll, in order of arrival, before the endpoint runs; does not block. If the stage fails, the
   * message belongs to somebody else and the invocation must be dropped.
   */
  CompletionStage<@Nullable Void> accept();

  /**
   * Binds the arguments and calls the endpoint: user code runs here. Called once, on a worker for
   * {@link Style#BLOCKING} (it may block), on a loop for {@link Style#ASYNC}. The stage never
   * fails: whatever is thrown becomes an {@link Outcome.Failure}. It may complete on any thread.
   */
  CompletionStage<Outcome> invoke();

  /**
   * What else must run before the message can be finished: a notification may go to several
   * methods, of both styles. Asked once, after {@link #invoke} completed. If there is something, it
   * is invoked on the thread its own style asks for, without being accepted again, and finished
   * instead of this one.
   */
  default Optional<Invocation> next(Outcome outcome) {
    return Optional.empty();
  }

  /**
   * Ends the invocation: settles and replies. Only the first call does anything and returns true;
   * that caller alone frees the slot, once the stage that {@link #finished} returns completes. Does
   * not block.
   */
  boolean finish(Outcome outcome);

  /** Completes, never exceptionally, when all that {@link #finish} began is done. */
  CompletionStage<@Nullable Void> finished();
}
