package dev.fjord.fuzz;

import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.codec.JsonCodec;
import dev.fjord.driver.amqp.rabbit.wire.MessageDecoder;
import dev.fjord.driver.amqp.rabbit.wire.ReceivedMessage;

/** The envelope of a request or notification: read, or {@link MalformedMessageException}. */
public final class EnvelopeSeam {
  private static final JsonCodec JSON = JsonCodec.of(FjordConfig.defaults());
  private static final MessageDecoder DECODER = new MessageDecoder(JSON);

  private EnvelopeSeam() {}

  /** Takes any bytes. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      ReceivedMessage message = DECODER.message(input);
      message.fields().forEach((name, value) -> Seams.require(name != null && value.length() > 0));
      Seams.requireShort(message);
      Seams.requireShort(message.context());
    } catch (MalformedMessageException e) {
      Seams.requireOneLine(e);
    }
  }
}
