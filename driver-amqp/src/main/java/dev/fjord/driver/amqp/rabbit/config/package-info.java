/** The options of the RabbitMQ driver, checked and grouped. */
@NullMarked
package dev.fjord.driver.amqp.rabbit.config;

import org.jspecify.annotations.NullMarked;
