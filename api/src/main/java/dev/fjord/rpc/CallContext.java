package dev.fjord.rpc;

import dev.fjord.MessageContext;
import java.time.Duration;
import java.util.Optional;

/**
 * What an endpoint's method can learn of the request that it serves: a parameter of this type gets
 * it, at any place among the arguments. It is of use until the method has returned and its stage
 * has completed.
 *
 * <p>A method need not ask for it to be cut short: when the caller gives its call up on a wire that
 * tells ({@link dev.fjord.spi.Capability#CANCELLATION}), the worker of a method that returns its
 * result is interrupted, and the stage of one that returns a stage is cancelled. And calls that a
 * method makes inherit its time in any case.
 *
 * <p>Thread-safe; nothing blocks.
 *
 * @since 0.1.0
 */
public interface CallContext {
  /** What travelled beside the request. */
  MessageContext context();

  /**
   * How much time the caller leaves, counted from the receipt of the request, never negative; empty
   * if it set no limit, as with every cast.
   */
  Optional<Duration> timeLeft();

  /** Whether nobody waits for the result any more: the call was given up, or its time is over. */
  boolean isCancelled();

  /**
   * Has an action run once the caller has given the call up; at once and here if it has. It runs on
   * a loop, so it must not block. It never runs on a wire that does not tell, nor because time runs
   * out.
   */
  void onCancel(Runnable action);

  /** For tests of endpoints: a request without a limit that nobody gives up. */
  static CallContext unlimited(MessageContext context) {
    return new CallContext() {
      @Override
      public MessageContext context() {
        return context;
      }

      @Override
      public Optional<Duration> timeLeft() {
        return Optional.empty();
      }

      @Override
      public boolean isCancelled() {
        return false;
      }

      @Override
      public void onCancel(Runnable action) {}
    };
  }
}
