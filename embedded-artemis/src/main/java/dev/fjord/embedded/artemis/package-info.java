/**
 * ActiveMQ Artemis inside the own process, to try AMQP 1.0 without installing a broker. For the
 * class path only: the jars of Artemis are no modules.
 */
@NullMarked
package dev.fjord.embedded.artemis;

import org.jspecify.annotations.NullMarked;
