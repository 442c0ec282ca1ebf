package dev.fjord;

/**
 * One change in the life of a connection between a transport and its broker. Nothing in it shows a
 * password.
 *
 * @param role what the connection is for
 * @param state what it has become
 * @param broker host and port; empty while none was chosen
 * @param attempt which attempt in a row this belongs to, from 1 on; 0 while a connection is up
 * @param cause why, on one line; empty where nothing caused it
 * @since 0.1.0
 */
public record ConnectionChange(Role role, State state, String broker, int attempt, String cause) {
  /** What a connection is for. */
  public enum Role {
    /** Requests, notifications and replies come in over it. */
    CONSUME,
    /** Requests, notifications and replies go out over it. */
    PUBLISH,
    /** Both directions share it. */
    BOTH
  }

  /** Where a connection stands. */
  public enum State {
    /** An attempt to reach one broker is under way. */
    CONNECTING,
    /** It carries messages. */
    UP,
    /** It is there, but the broker takes no messages: it is low on memory or disk. */
    BLOCKED,
    /** It was lost, or an attempt failed; the next attempt follows after a short pause. */
    RECOVERING,
    /** No broker lets this user in; attempts go on slowly, since time alone does not cure that. */
    REFUSED,
    /** Its transport was closed. Nothing follows. */
    CLOSED
  }
}
