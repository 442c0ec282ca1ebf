package dev.fjord.driver.amqp.proton.wire;

import dev.fjord.MessageContext;
import dev.fjord.RemoteFailure;
import dev.fjord.codec.FailureCodec;
import dev.fjord.codec.JsonBuffer;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.Optional;

/** Writes the JSON of bodies. Thread-safe; called by callers and loops. */
public final class BodyEncoder {
  private static final String ENVELOPE_START =
      "{\""
          + BodyKeys.VERSION
          + "\": \""
          + BodyKeys.SUPPORTED
          + "\", \""
          + BodyKeys.MESSAGE
          + "\": \"";
  private static final String REQUEST = "{\"" + BodyKeys.REQUEST + "\": ";
  private static final String CONTEXT = ", \"" + BodyKeys.CONTEXT + "\": {";
  private static final String MONITOR = ", \"" + BodyKeys.MONITOR + "\": ";
  private static final String RESPONSE = "{\"" + BodyKeys.RESPONSE + "\": ";
  private static final String FAILURE = "{\"" + BodyKeys.FAILURE + "\": \"";

  /** What the keys and braces take, as a rule. */
  private static final int OWN_ROOM = 96;

  private final JsonCodec json;
  private final FailureCodec failures;

  /** With the codec that bounds what is written. */
  public BodyEncoder(JsonCodec json) {
    this.json = json;
    this.failures = new FailureCodec(json);
  }

  /** A request, and how long its caller lets the server be silent; empty for a cast. */
  public JsonText request(OutgoingMessage message, Optional<Duration> monitor) {
    JsonBuffer buffer = json.buffer(OWN_ROOM + message.body().length());
    buffer.raw(REQUEST).raw(message.body());
    context(message.context(), buffer);
    monitor.ifPresent(silence -> buffer.raw(MONITOR).raw(seconds(silence)));
    return buffer.raw("}").toJsonText();
  }

  /** A notification in an envelope. */
  public JsonText enveloped(OutgoingMessage message) {
    int room = message.body().length() + message.body().length() / 4;
    JsonBuffer buffer = json.buffer(2 * OWN_ROOM + room);
    buffer.raw(REQUEST).raw(ENVELOPE_START).escaped(message.body()).raw("\"}");
    context(message.context(), buffer);
    return buffer.raw("}").toJsonText();
  }

  /**
   * A reply.
   *
   * @throws dev.fjord.MessageTooLargeException if it is larger than messages may be
   */
  public JsonText reply(Reply reply) {
    return switch (reply) {
      case Reply.Result result ->
          json.buffer(OWN_ROOM + result.json().length())
              .raw(RESPONSE)
              .raw(result.json())
              .raw("}")
              .toJsonText();
      case Reply.Failed failed -> failure(failed.failure());
    };
  }

  private JsonText failure(RemoteFailure failure) {
    JsonText text = failures.write(failure);
    return json.buffer(OWN_ROOM + 2 * text.length())
        .raw(FAILURE)
        .escaped(text)
        .raw("\"}")
        .toJsonText();
  }

  private void context(MessageContext context, JsonBuffer buffer) {
    buffer.raw(CONTEXT);
    boolean isFirst = true;
    for (var entry : context.asMap().entrySet()) {
      buffer.raw(isFirst ? "" : ", ").quoted(entry.getKey()).raw(": ");
      json.write(entry.getValue(), buffer);
      isFirst = false;
    }
    buffer.raw("}");
  }

  private static String seconds(Duration silence) {
    return silence.getNano() == 0
        ? Long.toString(silence.getSeconds())
        : Double.toString(silence.toNanos() / 1e9);
  }
}
