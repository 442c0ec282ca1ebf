/**
 * Connections that recover by themselves, the channels on them, and publishing with confirms.
 *
 * <p>Two kinds of wire threads: the <em>loop</em> of a connection, which does all traffic and never
 * waits, and its <em>setup</em> thread, which connects, opens channels and declares, and waits with
 * a deadline. State that says "confined to the loop" needs no lock.
 */
@NullMarked
package dev.fjord.driver.amqp.rabbit.link;

import org.jspecify.annotations.NullMarked;
