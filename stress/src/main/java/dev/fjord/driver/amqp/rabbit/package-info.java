/** Races inside the RabbitMQ driver, in its package to reach what is not public. */
@NullMarked
package dev.fjord.driver.amqp.rabbit;

import org.jspecify.annotations.NullMarked;
