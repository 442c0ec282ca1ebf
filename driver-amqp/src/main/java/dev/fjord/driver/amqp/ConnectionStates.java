package dev.fjord.driver.amqp;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of one connection. Each change is an event, and one line of the log; while attempts
 * fail again and again for the same reason, only the first is a line. Thread-safe.
 */
public final class ConnectionStates {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionStates.class);

  private final String connection;
  private final ConnectionEvents events;
  private volatile ConnectionState state = ConnectionState.IDLE;
  private volatile String trouble = "";

  /** With the connection's name, which shows no credentials. */
  public ConnectionStates(String connection, ConnectionEvents events) {
    this.connection = connection;
    this.events = events;
  }

  /** The state now. */
  public ConnectionState now() {
    return state;
  }

  /** Why the connection was lost or not made; empty text while it is well. */
  public String trouble() {
    return trouble;
  }

  /** Changes the state. A closed connection stays closed. */
  public synchronized void to(ConnectionState next, String reason) {
    ConnectionState before = state;
    if (before == ConnectionState.CLOSED || (before == next && trouble.equals(reason))) {
      return;
    }
    state = next;
    switch (next) {
      case WAITING, REFUSED, BLOCKED -> {
        if (trouble.equals(reason)) {
          LOG.debug("{} is {}: {}", connection, next, reason);
        } else {
          LOG.warn("{} is {}: {}", connection, next, reason);
        }
        trouble = reason;
      }
      case CONNECTED -> {
        LOG.info("{} is {}: {}", connection, next, reason);
        trouble = "";
      }
      case IDLE, CONNECTING, CLOSED -> LOG.debug("{} is {}: {}", connection, next, reason);
    }
    events.publish(new ConnectionEvent(connection, before, next, reason));
  }
}
