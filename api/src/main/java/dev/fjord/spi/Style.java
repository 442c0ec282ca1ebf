package dev.fjord.spi;

/**
 * How an endpoint method runs; fixed at registration by its return type, unless annotated.
 *
 * @since 0.1.0
 */
public enum Style {
  /** Returns its result, and may block until it has it. */
  BLOCKING,
  /** Returns a stage, and must not block. */
  ASYNC
}
