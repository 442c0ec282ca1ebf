package dev.fjord.driver.amqp.proton.wire;

import dev.fjord.MalformedMessageException;
import dev.fjord.spi.JsonText;
import java.util.Optional;

/**
 * Reads a message's sections: what oslo.messaging uses of the header and the properties, and where
 * the body is. The expiry time is not looked at: Python peers write a date in 1970. Thread-safe.
 */
public final class MessageDecoder {
  private static final int TTL = 2;

  private MessageDecoder() {}

  /**
   * Reads a message. What it returns shares the bytes.
   *
   * @throws MalformedMessageException if that is not possible, and nothing else
   */
  public static ReceivedMessage decode(byte[] bytes) {
    SectionReader reader = new SectionReader(bytes);
    Envelope envelope = Envelope.NONE;
    long ttlMillis = Envelope.FOR_EVER;
    JsonText body = null;
    boolean hasBody = false;
    while (reader.hasMore()) {
      switch (reader.section()) {
        case MessageEncoder.HEADER -> ttlMillis = ttl(reader);
        case MessageEncoder.PROPERTIES -> envelope = properties(reader);
        case MessageEncoder.VALUE, MessageEncoder.DATA -> {
          if (hasBody) {
            throw new MalformedMessageException("It has more than one body");
          }
          hasBody = true;
          body = reader.body();
        }
        case MessageEncoder.SEQUENCE ->
            throw new MalformedMessageException("Its body is not a string");
        default -> reader.skip();
      }
    }
    return new ReceivedMessage(envelope.within(ttlMillis), Optional.ofNullable(body));
  }

  private static long ttl(SectionReader reader) {
    int count = reader.beginList();
    long ttl = Envelope.FOR_EVER;
    if (count > TTL) {
      for (int i = 0; i < TTL; i++) {
        reader.skip();
      }
      ttl = reader.uint(Envelope.FOR_EVER);
    }
    reader.endList();
    return ttl;
  }

  /** In their order: message-id, user-id, to, subject, reply-to, correlation-id. */
  private static Envelope properties(SectionReader reader) {
    int count = reader.beginList();
    Object messageId = null;
    String to = null;
    String replyTo = null;
    Object correlationId = null;
    for (int i = 0; i < Math.min(count, MessageEncoder.PROPERTY_FIELDS); i++) {
      switch (i) {
        case 0 -> messageId = reader.id();
        case 2 -> to = reader.string();
        case 4 -> replyTo = reader.string();
        case 5 -> correlationId = reader.id();
        default -> reader.skip();
      }
    }
    reader.endList();
    return new Envelope(
        messageId, to, replyTo, correlationId, Envelope.FOR_EVER, Durability.TRANSIENT);
  }
}
