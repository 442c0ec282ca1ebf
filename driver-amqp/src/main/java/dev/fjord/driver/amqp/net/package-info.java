/** What the AMQP wires share below the protocols: threads, the order of hosts, TLS. */
@NullMarked
package dev.fjord.driver.amqp.net;

import org.jspecify.annotations.NullMarked;
