/**
 * What the AMQP wires share: calls that wait for their replies, pauses between attempts to connect,
 * the memory for duplicates, the states of a connection, and the reading of a driver's options.
 */
@NullMarked
package dev.fjord.driver.amqp;

import org.jspecify.annotations.NullMarked;
