package dev.fjord.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * Is told what becomes of one message at one method. The calls come in this order; a message that
 * is not started has no {@link #started} and no {@link #returned}. No method may block.
 *
 * @since 0.1.0
 */
public interface WorkObserver {
  /** Wants to know nothing. */
  WorkObserver NOTHING = new WorkObserver() {};

  /** The method is about to be called; on the thread that calls it. */
  default void started() {}

  /** The method has returned its value or its stage, or has thrown; on the same thread. */
  default void returned() {}

  /**
   * Its result is there; on any thread.
   *
   * @param failure why not, or null
   */
  default void ended(@Nullable Throwable failure) {}

  /** The reply is sent, or the message settled; on any thread. */
  default void finished() {}
}
