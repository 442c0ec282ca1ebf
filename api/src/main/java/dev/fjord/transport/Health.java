package dev.fjord.transport;

/**
 * How a part of a service is.
 *
 * @since 0.1.0
 */
public enum Health {
  /** It works. */
  UP,
  /** Nothing is known: it was not used yet, or its driver tells nothing. */
  UNKNOWN,
  /** It works in part, or works to get well by itself. */
  DEGRADED,
  /** It does not work, and time alone will not change that. */
  DOWN
}
