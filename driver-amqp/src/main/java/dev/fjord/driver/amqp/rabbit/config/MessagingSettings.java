package dev.fjord.driver.amqp.rabbit.config;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import java.time.Duration;

/**
 * What decides how messages are sent and taken.
 *
 * @param controlExchange the exchange of targets that name none
 * @param prefetch how many unacknowledged messages a consumer holds; zero for the driver's choice
 * @param replyRetry how long a reply whose queue is missing is tried again
 * @param mandatoryReplies whether the loss of a reply's queue is noticed
 * @param mandatoryRequests whether a request that reaches no queue fails
 * @param guarantees when a message that is sent counts as taken
 * @param compression how bodies are compressed: empty, gzip or bz2
 * @param maxMessageSize the largest message, in bytes
 */
public record MessagingSettings(
    String controlExchange,
    int prefetch,
    Duration replyRetry,
    boolean mandatoryReplies,
    boolean mandatoryRequests,
    PublishGuarantee guarantees,
    String compression,
    int maxMessageSize) {

  static MessagingSettings of(FjordConfig config) {
    return new MessagingSettings(
        config.get(CoreOptions.CONTROL_EXCHANGE),
        config.get(RabbitOptions.PREFETCH),
        config.get(RabbitOptions.MISSING_CONSUMER_RETRY),
        config.get(RabbitOptions.DIRECT_MANDATORY),
        config.get(RabbitOptions.RPC_MANDATORY),
        config.get(RabbitOptions.GUARANTEES).equals("fast")
            ? PublishGuarantee.WRITTEN
            : PublishGuarantee.CONFIRMED,
        config.get(RabbitOptions.COMPRESSION),
        config.get(CoreOptions.MAX_MESSAGE_SIZE));
  }
}
