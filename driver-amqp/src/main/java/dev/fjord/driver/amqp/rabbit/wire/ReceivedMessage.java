package dev.fjord.driver.amqp.rabbit.wire;

import dev.fjord.MessageContext;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;

/**
 * A request or notification, read.
 *
 * @param fields its own fields
 * @param context its context
 * @param wire what belongs to the wire
 */
public record ReceivedMessage(Payload fields, MessageContext context, Wire wire) {
  /**
   * The wire's own values; empty text where the message had none.
   *
   * @param messageId the id that a reply must carry
   * @param replyQueue where a reply goes
   * @param uniqueId the id by which a copy is known
   * @param timeout how long the caller waits without heartbeats, as it was written
   */
  public record Wire(String messageId, String replyQueue, String uniqueId, JsonText timeout) {
    /** Whether a caller waits. */
    public boolean expectsReply() {
      return !messageId.isEmpty();
    }
  }

  /** How many fields it has, and none of their values. */
  @Override
  public String toString() {
    return "ReceivedMessage[" + fields + "]";
  }
}
