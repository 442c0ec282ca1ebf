/**
 * The driver for RabbitMQ, AMQP 0-9-1. {@link RabbitDriverProvider} is its API. Only this package
 * and those below it know the RabbitMQ client.
 */
@NullMarked
package dev.fjord.driver.amqp.rabbit;

import org.jspecify.annotations.NullMarked;
