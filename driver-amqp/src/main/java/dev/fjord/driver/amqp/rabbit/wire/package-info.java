/** Messages as they travel over RabbitMQ: envelope, properties, compression, replies. */
@NullMarked
package dev.fjord.driver.amqp.rabbit.wire;

import org.jspecify.annotations.NullMarked;
