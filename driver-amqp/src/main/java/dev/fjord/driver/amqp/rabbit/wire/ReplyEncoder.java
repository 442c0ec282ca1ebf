package dev.fjord.driver.amqp.rabbit.wire;

import dev.fjord.RemoteFailure;
import dev.fjord.codec.FailureCodec;
import dev.fjord.codec.JsonBuffer;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Reply;

/**
 * Writes replies and heartbeats, always with the five keys a Python caller looks for. Thread-safe.
 */
public final class ReplyEncoder {
  private final JsonCodec json;
  private final FailureCodec failures;
  private final MessageEncoder envelopes;

  /** With the codec that bounds what is written. */
  public ReplyEncoder(JsonCodec json) {
    this.json = json;
    this.failures = new FailureCodec(json);
    this.envelopes = new MessageEncoder(json);
  }

  /**
   * Writes the last message of a reply.
   *
   * @throws dev.fjord.MessageTooLargeException if it is larger than messages may be
   */
  public byte[] last(Reply reply, String messageId, String uniqueId) {
    return switch (reply) {
      case Reply.Result result ->
          message(result.json(), JsonText.NULL, "true", ids(messageId, uniqueId));
      case Reply.Failed failed -> failed(failed.failure(), messageId, uniqueId);
    };
  }

  /** Writes a heartbeat. */
  public byte[] heartbeat(String messageId, String uniqueId) {
    return message(JsonText.NULL, JsonText.NULL, "false", ids(messageId, uniqueId));
  }

  private byte[] failed(RemoteFailure failure, String messageId, String uniqueId) {
    JsonBuffer quoted = json.buffer();
    quoted.raw("\"").escaped(failures.write(failure)).raw("\"");
    return message(JsonText.NULL, quoted.toJsonText(), "true", ids(messageId, uniqueId));
  }

  /** The request's id comes from outside and may hold anything. */
  private JsonText ids(String messageId, String uniqueId) {
    return json.buffer()
        .raw(", \"" + WireKeys.MESSAGE_ID + "\": ")
        .quoted(messageId)
        .raw(", \"" + WireKeys.UNIQUE_ID + "\": ")
        .quoted(uniqueId)
        .raw("}")
        .toJsonText();
  }

  private byte[] message(JsonText result, JsonText failure, String ending, JsonText ids) {
    JsonBuffer inner = json.buffer();
    inner.raw("{\"" + WireKeys.RESULT + "\": ").raw(result);
    inner.raw(", \"" + WireKeys.FAILURE + "\": ").raw(failure);
    inner.raw(", \"" + WireKeys.ENDING + "\": ").raw(ending).raw(ids);
    return envelopes.enveloped(inner.toJsonText());
  }
}
