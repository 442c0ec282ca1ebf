package dev.fjord;

/**
 * What becomes of a call or cast that reaches no queue because nobody serves its target; never of a
 * fanout or a notification, which reach whoever is there.
 *
 * @since 0.1.0
 */
public enum Undeliverable {
  /**
   * It fails at once with {@link UndeliverableException}; oslo.messaging's transport option {@code
   * at_least_once}.
   */
  FAILS,
  /** A cast is lost without a word, a call ends by its timeout; oslo.messaging's default. */
  IGNORED
}
