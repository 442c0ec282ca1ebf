package dev.fjord.driver.amqp.rabbit.wire;

import dev.fjord.spi.JsonText;
import java.util.Optional;

/**
 * One message of a reply, read.
 *
 * @param messageId which call it answers
 * @param result what the endpoint returned, null in JSON if nothing
 * @param failure the failure object's JSON, if the endpoint failed
 * @param isEnding whether no further message follows
 */
public record ReceivedReply(
    String messageId, JsonText result, Optional<JsonText> failure, boolean isEnding) {
  /** Whether it says nothing but that the call is still worked on. */
  public boolean isHeartbeat() {
    return !isEnding && failure.isEmpty() && result.isNull();
  }

  /** Names the call and nothing of the contents. */
  @Override
  public String toString() {
    return "ReceivedReply[" + dev.fjord.Escaped.text(messageId) + "]";
  }
}
