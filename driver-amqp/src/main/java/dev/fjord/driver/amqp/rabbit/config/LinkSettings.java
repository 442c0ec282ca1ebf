package dev.fjord.driver.amqp.rabbit.config;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.driver.amqp.Backoff;
import java.time.Duration;

/**
 * What decides how connections are made and made again.
 *
 * @param heartbeat how often a sign of life is exchanged; zero for never
 * @param reconnectDelay the pause after a lost connection
 * @param reconnectSplay the most that is added to it at random
 * @param backoff the pauses between failed attempts
 * @param shuffles whether each attempt takes a random host
 * @param loginMethod the SASL mechanism
 * @param inboundLimit the largest message the client lets in, in bytes: well above what listeners
 *     take, so that a listener can reject one message before the client ends the connection
 */
public record LinkSettings(
    Duration heartbeat,
    Duration reconnectDelay,
    Duration reconnectSplay,
    Backoff.Policy backoff,
    boolean shuffles,
    String loginMethod,
    int inboundLimit) {
  private static final int LEAST_INBOUND = 128 * 1024 * 1024;

  static LinkSettings of(FjordConfig config) {
    long wanted = 4L * config.get(CoreOptions.MAX_MESSAGE_SIZE);
    return new LinkSettings(
        Duration.ofSeconds(config.get(RabbitOptions.HEARTBEAT)),
        config.get(RabbitOptions.RECONNECT_DELAY),
        config.get(RabbitOptions.RECONNECT_SPLAY),
        new Backoff.Policy(
            config.get(RabbitOptions.RETRY_INTERVAL),
            config.get(RabbitOptions.RETRY_BACKOFF),
            config.get(RabbitOptions.INTERVAL_MAX)),
        config.get(RabbitOptions.FAILOVER).equals("shuffle"),
        config.get(RabbitOptions.LOGIN_METHOD),
        (int) Math.max(LEAST_INBOUND, Math.min(wanted, Integer.MAX_VALUE - 16)));
  }
}
