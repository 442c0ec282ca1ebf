package dev.fjord.driver.amqp.proton.wire;

import dev.fjord.MessageContext;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;

/**
 * A request or notification, read.
 *
 * @param fields its own fields
 * @param context its context
 * @param monitor how long the caller lets the server be silent, as it was written; null in JSON if
 *     it did not say
 */
public record ReceivedRequest(Payload fields, MessageContext context, JsonText monitor) {
  /** How many fields it has, and none of their values. */
  @Override
  public String toString() {
    return "ReceivedRequest[" + fields + "]";
  }
}
