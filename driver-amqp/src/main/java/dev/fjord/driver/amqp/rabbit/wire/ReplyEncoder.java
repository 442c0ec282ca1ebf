package dev.fjord.driver.amqp.rabbit.wire;

import dev.fjord.RemoteFailure;
import dev.fjord.codec.FailureCodec;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Reply;

/**
 * Writes replies and heartbeats, always with the five keys a Python caller looks for. Thread-safe.
 */
public final class ReplyEncoder {
  /** Keys as they stand inside the envelope's string. */
  private static final String RESULT = "{\\\"" + WireKeys.RESULT + "\\\": ";

  private static final String FAILURE = ", \\\"" + WireKeys.FAILURE + "\\\": ";
  private static final String ENDING = ", \\\"" + WireKeys.ENDING + "\\\": ";
  private static final String MESSAGE_ID = ", \\\"" + WireKeys.MESSAGE_ID + "\\\": ";
  private static final String UNIQUE_ID = ", \\\"" + WireKeys.UNIQUE_ID + "\\\": ";

  /** What the wire's own keys and the envelope take, as a rule. */
  private static final int OWN_ROOM = 256;

  private final JsonCodec json;
  private final FailureCodec failures;

  /** With the codec that bounds what is written. */
  public ReplyEncoder(JsonCodec json) {
    this.json = json;
    this.failures = new FailureCodec(json);
  }

  /**
   * Writes the last message of a reply.
   *
   * @throws dev.fjord.MessageTooLargeException if it is larger than messages may be
   */
  public byte[] last(Reply reply, String messageId, String uniqueId) {
    return switch (reply) {
      case Reply.Result result ->
          message(result.json(), JsonText.NULL, "true", new Ids(messageId, uniqueId));
      case Reply.Failed failed ->
          message(JsonText.NULL, quoted(failed.failure()), "true", new Ids(messageId, uniqueId));
    };
  }

  /** Writes a heartbeat. */
  public byte[] heartbeat(String messageId, String uniqueId) {
    return message(JsonText.NULL, JsonText.NULL, "false", new Ids(messageId, uniqueId));
  }

  /** The request's id comes from outside and may hold anything. */
  private record Ids(String messageId, String uniqueId) {}

  private JsonText quoted(RemoteFailure failure) {
    JsonText text = failures.write(failure);
    return json.buffer(text.length() * 2).raw("\"").escaped(text).raw("\"").toJsonText();
  }

  private byte[] message(JsonText result, JsonText failure, String ending, Ids ids) {
    int own = OWN_ROOM + ids.messageId.length();
    int values = result.length() + failure.length();
    return json.buffer(own + values + values / 4)
        .raw(MessageEncoder.ENVELOPE_START)
        .raw(RESULT)
        .escaped(result)
        .raw(FAILURE)
        .escaped(failure)
        .raw(ENDING)
        .raw(ending)
        .raw(MESSAGE_ID)
        .quotedInside(ids.messageId)
        .raw(UNIQUE_ID)
        .quotedInside(ids.uniqueId)
        .raw("}")
        .raw(MessageEncoder.ENVELOPE_END)
        .toByteArray();
  }
}
