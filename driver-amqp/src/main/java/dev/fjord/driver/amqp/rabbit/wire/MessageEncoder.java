package dev.fjord.driver.amqp.rabbit.wire;

import dev.fjord.MalformedMessageException;
import dev.fjord.MessageContext;
import dev.fjord.codec.ContextCodec;
import dev.fjord.codec.JsonBuffer;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes messages as oslo.messaging does: the wire's keys join the message's own, and the whole
 * travels as a string inside an envelope. Written in one pass: what goes into the string is escaped
 * as it is copied. Thread-safe; called by callers and loops.
 */
public final class MessageEncoder {
  static final String ENVELOPE_START =
      "{\"" + WireKeys.VERSION + "\": \"2.0\", \"" + WireKeys.MESSAGE + "\": \"";
  static final String ENVELOPE_END = "\"}";

  /** Keys as they stand inside the envelope's string, each with what ends the value before it. */
  private static final String MESSAGE_ID = "\\\"" + WireKeys.MESSAGE_ID + "\\\": \\\"";

  private static final String REPLY_QUEUE = "\\\", \\\"" + WireKeys.REPLY_QUEUE + "\\\": \\\"";
  private static final String TIMEOUT = "\\\", \\\"" + WireKeys.TIMEOUT + "\\\": ";
  private static final String UNIQUE_ID = "\\\"" + WireKeys.UNIQUE_ID + "\\\": \\\"";

  /** What the wire's own keys and the envelope take, as a rule. */
  private static final int OWN_ROOM = 320;

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
    JsonBuffer buffer =
        begun(message)
            .raw(MESSAGE_ID)
            .raw(replyTo.messageId)
            .raw(REPLY_QUEUE)
            .raw(replyTo.replyQueue)
            .raw(TIMEOUT)
            .raw(replyTo.monitor.map(MessageEncoder::seconds).orElse("null"))
            .raw(", ");
    return ended(buffer, message, uniqueId);
  }

  /** Writes a message without a reply, in an envelope. */
  public byte[] oneWay(OutgoingMessage message, String uniqueId) {
    return ended(begun(message), message, uniqueId);
  }

  /** Writes a message without a reply and without an envelope. */
  public byte[] bare(OutgoingMessage message, String uniqueId) {
    JsonText open = withoutEnd(message.body());
    JsonBuffer buffer = json.buffer(OWN_ROOM + open.length());
    buffer.raw(open).raw(isEmpty(open) ? "" : ", ");
    buffer.raw("\"" + WireKeys.UNIQUE_ID + "\": \"").raw(uniqueId).raw("\"");
    contexts.writeFlattened(message.context(), buffer);
    return buffer.raw("}").toByteArray();
  }

  /** The envelope and the message's own fields; the next key may follow. */
  private JsonBuffer begun(OutgoingMessage message) {
    JsonText open = withoutEnd(message.body());
    return json.buffer(OWN_ROOM + open.length() + open.length() / 4)
        .raw(ENVELOPE_START)
        .escaped(open)
        .raw(isEmpty(open) ? "" : ", ");
  }

  private byte[] ended(JsonBuffer buffer, OutgoingMessage message, String uniqueId) {
    buffer.raw(UNIQUE_ID).raw(uniqueId).raw("\\\"");
    MessageContext context = message.context();
    if (!context.asMap().isEmpty()) {
      JsonBuffer flattened = json.buffer();
      contexts.writeFlattened(context, flattened);
      buffer.escaped(flattened.toJsonText());
    }
    return buffer.raw("}").raw(ENVELOPE_END).toByteArray();
  }

  /** Whether it is an object of no fields, so that no comma may follow. */
  private static boolean isEmpty(JsonText open) {
    return open.array()[open.offset() + open.length() - 1] == '{';
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
}
