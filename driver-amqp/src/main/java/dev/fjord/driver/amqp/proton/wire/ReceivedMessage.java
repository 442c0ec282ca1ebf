package dev.fjord.driver.amqp.proton.wire;

import dev.fjord.spi.JsonText;
import java.util.Optional;

/**
 * A message whose sections were read, but not its body.
 *
 * @param envelope what travelled around the body
 * @param body the body's JSON; empty if there is none
 */
public record ReceivedMessage(Envelope envelope, Optional<JsonText> body) {
  /** Nothing of what it holds. */
  @Override
  public String toString() {
    return "ReceivedMessage[" + envelope + "]";
  }
}
