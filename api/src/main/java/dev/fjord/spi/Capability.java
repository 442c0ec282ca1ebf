package dev.fjord.spi;

/**
 * What a driver's wire can carry; the contract's tests skip what it cannot.
 *
 * @since 0.1.0
 */
public enum Capability {
  /** A notification can be put back to be delivered again. */
  REQUEUE,
  /** Listeners can share notifications in named pools. */
  POOLS,
  /** A call's budget travels, and what has expired is not delivered. */
  BUDGET,
  /** A message nobody serves is an error at the sender. */
  UNDELIVERABLE,
  /**
   * A caller that gives its call up is told to the server that works on it: {@link
   * IncomingMessage#onCancel}.
   */
  CANCELLATION,
  /**
   * A call can go to a fanout, and every server's reply comes back: {@link CallOptions#everyReply}.
   */
  FANOUT_CALLS,
  /** Changes of its connections are told: {@link DriverSettings#connections}. */
  CONNECTION_CHANGES
}
