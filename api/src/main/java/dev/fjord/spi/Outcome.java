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
  record Value(@Nullable Object result) implements Outcome {
    /** The type of the result, and none of it: that may be as large as a message. */
    @Override
    public String toString() {
      return "Value[" + (result == null ? "null" : result.getClass().getName()) + "]";
    }
  }

  /**
   * The endpoint threw, or was never reached.
   *
   * @param cause why
   */
  record Failure(Throwable cause) implements Outcome {}
}
