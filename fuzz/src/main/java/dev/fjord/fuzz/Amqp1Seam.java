package dev.fjord.fuzz;

import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.codec.JsonCodec;
import dev.fjord.driver.amqp.proton.wire.BodyDecoder;
import dev.fjord.driver.amqp.proton.wire.Envelope;
import dev.fjord.driver.amqp.proton.wire.MessageDecoder;
import dev.fjord.driver.amqp.proton.wire.MessageEncoder;
import dev.fjord.driver.amqp.proton.wire.ReceivedMessage;
import dev.fjord.driver.amqp.proton.wire.ReceivedRequest;
import dev.fjord.spi.JsonText;
import java.util.Objects;

/**
 * A message of AMQP 1.0, and its body as a request and as a reply: read, or {@link
 * MalformedMessageException}. What is read as a request can be answered under its own id.
 */
public final class Amqp1Seam {
  private static final BodyDecoder BODIES = new BodyDecoder(JsonCodec.of(FjordConfig.defaults()));

  private Amqp1Seam() {}

  /** Takes any bytes. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      ReceivedMessage message = MessageDecoder.decode(input);
      Seams.requireShort(message);
      Seams.require(message.envelope().ttlMillis() >= Envelope.FOR_EVER);
      requireAnswerable(message.envelope());
      message.body().ifPresent(Amqp1Seam::read);
    } catch (MalformedMessageException e) {
      Seams.requireOneLine(e);
    }
  }

  private static void requireAnswerable(Envelope request) {
    String replyTo = request.replyTo();
    if (replyTo != null) {
      Envelope answer = Envelope.answer(request.messageId(), replyTo, request.ttlMillis());
      Envelope arrived = MessageDecoder.decode(MessageEncoder.encode(answer, null)).envelope();
      Seams.require(Objects.equals(arrived.correlationId(), request.messageId()));
      Seams.require(replyTo.equals(arrived.to()));
      Seams.require(arrived.ttlMillis() == request.ttlMillis());
    }
  }

  private static void read(JsonText body) {
    try {
      ReceivedRequest request = BODIES.request(body);
      Seams.requireShort(request);
      Seams.requireShort(request.context());
      request.fields().forEach((name, value) -> Seams.require(name != null && value.length() > 0));
    } catch (MalformedMessageException e) {
      Seams.requireOneLine(e);
    }
    try {
      Seams.require(BODIES.reply(body) != null);
    } catch (MalformedMessageException e) {
      Seams.requireOneLine(e);
    }
  }
}
