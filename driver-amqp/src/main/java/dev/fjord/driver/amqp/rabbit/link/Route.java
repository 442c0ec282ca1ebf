package dev.fjord.driver.amqp.rabbit.link;

import dev.fjord.driver.amqp.rabbit.link.LiveChannel.Mandatory;

/**
 * Where a message is published.
 *
 * @param exchange the exchange; empty for the default exchange
 * @param key the routing key
 * @param mandatory whether it comes back if it reaches no queue
 * @param declaration what must exist before
 */
public record Route(String exchange, String key, Mandatory mandatory, Declaration declaration) {}
