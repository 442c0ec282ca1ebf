package dev.fjord.driver.amqp.rabbit.config;

import dev.fjord.FjordConfig;

/**
 * What decides the names of reply and fanout queues.
 *
 * @param managed whether they are named after host, process and a counter
 * @param host the host in such names; empty for this host
 * @param process the process in such names; empty for this process
 */
public record NamingSettings(boolean managed, String host, String process) {
  static NamingSettings of(FjordConfig config) {
    return new NamingSettings(
        config.get(RabbitOptions.QUEUE_MANAGER),
        config.get(RabbitOptions.HOSTNAME),
        config.get(RabbitOptions.PROCESSNAME));
  }
}
