package dev.fjord.driver.fake;

import dev.fjord.MessageContext;
import dev.fjord.MessageTooLargeException;
import dev.fjord.codec.FailureCodec;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.Reply;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages as JSON text: writes what has no text yet, checks its size, and parses it as a
 * receiver does (D4). What a wire would put into keys of its own ({@code _msg_id} and the like)
 * lies beside the text, as message properties do on AMQP 1.0. Thread-safe.
 */
final class FakeWire {
  private final JsonCodec json;
  private final FailureCodec failures;

  FakeWire(JsonCodec json) {
    this.json = json;
    this.failures = new FailureCodec(json);
  }

  /**
   * A message as its receiver sees it.
   *
   * @throws dev.fjord.FjordException if it has no JSON form or is too large
   */
  QueuedMessage carry(OutgoingMessage message, @Nullable FakeCall call) {
    JsonText body = message.body();
    if (message.context().asMap().isEmpty()) {
      check(body.length());
      return new QueuedMessage(json.readFields(body), MessageContext.empty(), body.length(), call);
    }
    JsonText context = json.write(message.context().asMap());
    long size = (long) body.length() + context.length();
    check(size);
    return new QueuedMessage(json.readFields(body), read(context), (int) size, call);
  }

  /**
   * A reply as its caller sees it.
   *
   * @throws MessageTooLargeException if it is too large
   */
  Reply carry(Reply reply) {
    return switch (reply) {
      case Reply.Result result -> {
        check(result.json().length());
        yield result;
      }
      case Reply.Failed failed -> {
        JsonText text = failures.write(failed.failure());
        check(text.length());
        yield new Reply.Failed(failures.read(text));
      }
    };
  }

  int largest() {
    return json.limits().bytes();
  }

  /** The context as one JSON object, as AMQP 1.0 carries it. */
  private MessageContext read(JsonText text) {
    return json.readPlain(text) instanceof Map<?, ?> values
        ? MessageContext.of(named(values))
        : MessageContext.empty();
  }

  @SuppressWarnings("unchecked") // the names in a JSON object are strings
  private static Map<String, @Nullable Object> named(Map<?, ?> values) {
    return (Map<String, @Nullable Object>) values;
  }

  private void check(long size) {
    if (size > largest()) {
      throw new MessageTooLargeException(size, largest());
    }
  }
}
