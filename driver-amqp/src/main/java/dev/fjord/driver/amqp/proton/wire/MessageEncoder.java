package dev.fjord.driver.amqp.proton.wire;

import dev.fjord.spi.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message as oslo.messaging does: a header if its time is limited or it is to be kept,
 * properties, and the body, a string of JSON. A heartbeat has no body. Thread-safe.
 */
public final class MessageEncoder {
  static final int HEADER = 0x70;
  static final int PROPERTIES = 0x73;
  static final int DATA = 0x75;
  static final int SEQUENCE = 0x76;
  static final int VALUE = 0x77;
  private static final int TTL_FIELDS = 3;
  static final int PROPERTY_FIELDS = 6;
  private static final int USUAL_PROPERTIES = 160;
  private static final int OWN_ROOM = 48;

  /** The longest time that fits the header, in milliseconds: seven weeks. */
  private static final long MOST_TTL = 0xffff_ffffL;

  private MessageEncoder() {}

  /** The bytes of a message. */
  public static byte[] encode(Envelope envelope, @Nullable JsonText body) {
    SectionWriter properties = properties(envelope);
    SectionWriter message =
        new SectionWriter(OWN_ROOM + USUAL_PROPERTIES + (body == null ? 0 : body.length()));
    header(envelope, message);
    if (envelope.hasProperties()) {
      message.listSection(PROPERTIES, PROPERTY_FIELDS, properties);
    }
    if (body != null) {
      message.section(VALUE).string(body);
    }
    return message.toByteArray();
  }

  /** In their order: durable, priority, ttl. */
  private static void header(Envelope envelope, SectionWriter message) {
    boolean isDurable = envelope.durability() == Durability.DURABLE;
    if (envelope.ttlMillis() >= 0) {
      long ttl = Math.min(MOST_TTL, envelope.ttlMillis());
      SectionWriter header = new SectionWriter(8);
      (isDurable ? header.yes() : header.nothing()).nothing().uint(ttl);
      message.listSection(HEADER, TTL_FIELDS, header);
    } else if (isDurable) {
      message.listSection(HEADER, 1, new SectionWriter(1).yes());
    }
  }

  /** In their order: message-id, user-id, to, subject, reply-to, correlation-id. */
  private static SectionWriter properties(Envelope envelope) {
    return new SectionWriter(USUAL_PROPERTIES)
        .id(envelope.messageId())
        .nothing()
        .string(envelope.to())
        .nothing()
        .string(envelope.replyTo())
        .id(envelope.correlationId());
  }
}
