package dev.fjord.driver.amqp.proton.config;

import dev.fjord.FjordConfig;
import dev.fjord.driver.amqp.Backoff;
import java.time.Duration;

/**
 * What decides how connections and links are made and made again.
 *
 * @param containerName the connection's container id; empty for one that is made up
 * @param idleTimeout the longest silence of the broker; zero for any
 * @param maxFrameSize the largest frame taken, in bytes
 * @param backoff the pauses between attempts to connect
 * @param linkRetryDelay the pause before a link is attached again
 * @param senderTimeout after which idle time a link that sends is detached
 */
public record LinkSettings(
    String containerName,
    Duration idleTimeout,
    int maxFrameSize,
    Backoff.Policy backoff,
    Duration linkRetryDelay,
    Duration senderTimeout) {
  static LinkSettings of(FjordConfig config) {
    return new LinkSettings(
        config.get(ProtonOptions.CONTAINER_NAME),
        config.get(ProtonOptions.IDLE_TIMEOUT),
        config.get(ProtonOptions.MAX_FRAME_SIZE),
        new Backoff.Policy(
            config.get(ProtonOptions.RETRY_INTERVAL),
            config.get(ProtonOptions.RETRY_BACKOFF),
            config.get(ProtonOptions.RETRY_INTERVAL_MAX)),
        config.get(ProtonOptions.LINK_RETRY_DELAY),
        config.get(ProtonOptions.SENDER_LINK_TIMEOUT));
  }
}
