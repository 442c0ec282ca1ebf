package dev.fjord.driver.amqp;

/**
 * A change of a connection's state.
 *
 * @param connection which connection: its role and broker, without credentials
 * @param from the state before
 * @param to the state after
 * @param reason why, on one line
 */
public record ConnectionEvent(
    String connection, ConnectionState from, ConnectionState to, String reason) {}
