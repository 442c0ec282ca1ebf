package dev.fjord.spi;

import org.jspecify.annotations.Nullable;

/**
 * What came of an invocation.
 *
 * @since 0.1.0
 */
public sealed interface Outcome {
  /**
   * The endpoint returned.
   *
   * @param result what it returned
   */
  record Value(@Nullable Object result) implements Outcome {}

  /**
   * The endpoint threw, or was never reached.
   *
   * @param cause why
   */
  record Failure(Throwable cause) implements Outcome {}
}
