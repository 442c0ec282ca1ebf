package dev.fjord.driver.amqp;

/** Where a connection that recovers by itself stands. */
public enum ConnectionState {
  /** Nobody has used it yet. */
  IDLE,
  /** An attempt is under way. */
  CONNECTING,
  /** It carries messages. */
  CONNECTED,
  /** It is connected, but the broker takes no messages: it is low on memory or disk. */
  BLOCKED,
  /** It was lost, or an attempt failed; the next attempt follows after a pause. */
  WAITING,
  /** The broker refused it for a reason that time alone does not cure; attempts go on slowly. */
  REFUSED,
  /** It was closed by its owner. */
  CLOSED
}
