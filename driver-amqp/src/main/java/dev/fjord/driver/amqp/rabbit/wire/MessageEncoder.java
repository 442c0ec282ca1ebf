package dev.fjord.driver.amqp.rabbit.wire;

import dev.fjord.MalformedMessageException;
import dev.fjord.MessageContext;
import dev.fjord.codec.ContextCodec;
import dev.fjord.codec.JsonBuffer;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes messages as oslo.messaging does: the wire's keys join the message's own, and the whole
 * travels as a string inside an envelope. Written in one pass: what goes into the string is escaped
 * as it is copied. Thread-safe; called by callers and loops.
 */
public final class MessageEncoder {
  private static final String ENVELOPE_START =
      "{\"" + WireKeys.VERSION + "\": \"2.0\", \"" + WireKeys.MESSAGE + "\": \"";
  private static final String ENVELOPE_END = "\"}";

  private final JsonCodec json;
  private final ContextCodec contexts;

  /** With the codec for the values of contexts. */
  public MessageEncoder(JsonCodec json) {
    this.json = json;
    this.contexts = new ContextCodec(json);
  }

  /**
   * Where the reply to a request goes.
   *
   * @param messageId the id that the reply will carry
   * @param replyQueue the queue for it
   * @param monitor how long the server may be silent; empty for no heartbeats
   */
  public record ReplyTo(String messageId, String replyQueue, Optional<Duration> monitor) {}

  /** Writes a request whose caller waits. */
  public byte[] request(OutgoingMessage message, ReplyTo replyTo, String uniqueId) {
    String keys =
        key(WireKeys.MESSAGE_ID, replyTo.messageId)
            + key(WireKeys.REPLY_QUEUE, replyTo.replyQueue)
            + ", \""
            + WireKeys.TIMEOUT
            + "\": "
            + replyTo.monitor.map(MessageEncoder::seconds).orElse("null")
            + key(WireKeys.UNIQUE_ID, uniqueId);
    return enveloped(message, keys);
  }

  /** Writes a message without a reply, in an envelope. */
  public byte[] oneWay(OutgoingMessage message, String uniqueId) {
    return enveloped(message, key(WireKeys.UNIQUE_ID, uniqueId));
  }

  /** Writes a message without a reply and without an envelope. */
  public byte[] bare(OutgoingMessage message, String uniqueId) {
    JsonBuffer buffer = json.buffer();
    JsonText open = withoutEnd(message.body());
    buffer.raw(open).raw(ascii(separated(open, key(WireKeys.UNIQUE_ID, uniqueId))));
    contexts.writeFlattened(message.context(), buffer);
    return buffer.raw("}").toByteArray();
  }

  private byte[] enveloped(OutgoingMessage message, String keys) {
    JsonText open = withoutEnd(message.body());
    JsonBuffer buffer = json.buffer();
    buffer.raw(ENVELOPE_START).escaped(open).escaped(ascii(separated(open, keys)));
    MessageContext context = message.context();
    if (!context.asMap().isEmpty()) {
      JsonBuffer flattened = json.buffer();
      contexts.writeFlattened(context, flattened);
      buffer.escaped(flattened.toJsonText());
    }
    return buffer.raw("}").raw(ENVELOPE_END).toByteArray();
  }

  /** Writes an inner message that is complete into an envelope. */
  byte[] enveloped(JsonText inner) {
    return json.buffer().raw(ENVELOPE_START).escaped(inner).raw(ENVELOPE_END).toByteArray();
  }

  private static String key(String name, String value) {
    return ", \"" + name + "\": \"" + value + '"';
  }

  /** Keys begin with a comma, which must not follow the brace of an empty object. */
  private static String separated(JsonText open, String keys) {
    byte last = open.array()[open.offset() + open.length() - 1];
    return last == '{' ? keys.substring(2) : keys;
  }

  private static JsonText withoutEnd(JsonText body) {
    int end = body.offset() + body.length() - 1;
    while (end > body.offset() && body.array()[end] != '}') {
      end--;
    }
    do {
      end--;
    } while (end > body.offset() && isSpace(body.array()[end]));
    if (end < body.offset() || body.array()[body.offset()] != '{') {
      throw new MalformedMessageException("The body of a message must be a JSON object");
    }
    return JsonText.of(body.array(), body.offset(), end + 1 - body.offset());
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static String seconds(Duration monitor) {
    return monitor.getNano() == 0
        ? Long.toString(monitor.getSeconds())
        : Double.toString(monitor.toNanos() / 1e9);
  }

  static JsonText ascii(String text) {
    return JsonText.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
