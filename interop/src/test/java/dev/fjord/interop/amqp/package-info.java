/** The RabbitMQ driver against a real broker: the contract of drivers, faults, options. */
@NullMarked
package dev.fjord.interop.amqp;

import org.jspecify.annotations.NullMarked;
