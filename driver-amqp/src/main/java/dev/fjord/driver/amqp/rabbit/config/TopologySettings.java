package dev.fjord.driver.amqp.rabbit.config;

import dev.fjord.FjordConfig;
import java.time.Duration;

/**
 * What decides the flags and arguments of queues and exchanges; both ends must agree on all of it.
 *
 * @param durable shared objects outlive the broker
 * @param autoDelete shared objects vanish with their last user
 * @param mirrored queues carry x-ha-policy
 * @param quorum shared queues are quorum queues
 * @param transientQuorum reply and fanout queues are quorum queues
 * @param streamFanout a fanout is one stream
 * @param cancelOnFailover consumers ask to be cancelled on failover
 * @param limits what bounds a quorum queue
 * @param transientTtl after which idle time reply and fanout queues vanish; zero for never
 */
public record TopologySettings(
    boolean durable,
    boolean autoDelete,
    boolean mirrored,
    boolean quorum,
    boolean transientQuorum,
    boolean streamFanout,
    boolean cancelOnFailover,
    QuorumLimits limits,
    Duration transientTtl) {

  /**
   * What bounds a quorum queue; zero is no bound.
   *
   * @param deliveries how often one message is delivered
   * @param memoryLength messages in memory
   * @param memoryBytes bytes in memory
   */
  public record QuorumLimits(int deliveries, int memoryLength, int memoryBytes) {}

  static TopologySettings of(FjordConfig config) {
    return new TopologySettings(
        config.get(RabbitOptions.DURABLE),
        config.get(RabbitOptions.AUTO_DELETE),
        config.get(RabbitOptions.HA),
        config.get(RabbitOptions.QUORUM),
        config.get(RabbitOptions.TRANSIENT_QUORUM),
        config.get(RabbitOptions.STREAM_FANOUT),
        config.get(RabbitOptions.CANCEL_ON_FAILOVER),
        new QuorumLimits(
            config.get(RabbitOptions.DELIVERY_LIMIT),
            config.get(RabbitOptions.MEMORY_LENGTH),
            config.get(RabbitOptions.MEMORY_BYTES)),
        Duration.ofSeconds(config.get(RabbitOptions.TRANSIENT_TTL)));
  }
}
