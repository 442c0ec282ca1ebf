package dev.fjord.driver.amqp.proton.wire;

import dev.fjord.Escaped;
import dev.fjord.MalformedMessageException;
import dev.fjord.MessageContext;
import dev.fjord.RemoteFailure;
import dev.fjord.codec.FailureCodec;
import dev.fjord.codec.JsonCodec;
import dev.fjord.codec.JsonStrings;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of bodies. Thread-safe. Throws {@link MalformedMessageException} and nothing else.
 */
public final class BodyDecoder {
  private final JsonCodec json;
  private final FailureCodec failures;

  /** With the codec that bounds what is read. */
  public BodyDecoder(JsonCodec json) {
    this.json = json;
    this.failures = new FailureCodec(json);
  }

  /** Reads a request or a notification. */
  public ReceivedRequest request(JsonText body) {
    Payload all = json.readFields(body);
    JsonText request =
        all.field(BodyKeys.REQUEST)
            .orElseThrow(() -> new MalformedMessageException("Its body holds no request"));
    return new ReceivedRequest(
        opened(json.readFields(request)),
        all.field(BodyKeys.CONTEXT).map(this::context).orElseGet(MessageContext::empty),
        all.field(BodyKeys.MONITOR).orElse(JsonText.NULL));
  }

  /** Reads a reply. */
  public Reply reply(JsonText body) {
    Payload all = json.readFields(body);
    Optional<JsonText> failure = all.field(BodyKeys.FAILURE).filter(value -> !value.isNull());
    return failure.isPresent()
        ? new Reply.Failed(failure(failure.get()))
        : new Reply.Result(all.field(BodyKeys.RESPONSE).orElse(JsonText.NULL));
  }

  /** The fields inside the envelope, or of the whole if it has none. */
  private Payload opened(Payload request) {
    Optional<JsonText> version = request.field(BodyKeys.VERSION);
    Optional<JsonText> inner = request.field(BodyKeys.MESSAGE);
    if (version.isEmpty() || inner.isEmpty()) {
      return request;
    }
    String named = json.readString(version.get()).orElse("");
    if (!named.equals(BodyKeys.SUPPORTED)) {
      throw new MalformedMessageException(
          "Its envelope has version '"
              + Escaped.text(named)
              + "'; "
              + BodyKeys.SUPPORTED
              + " is understood");
    }
    return json.readFields(JsonStrings.unescaped(inner.get()));
  }

  private MessageContext context(JsonText value) {
    if (value.isNull() || isEmptyObject(value)) {
      return MessageContext.empty();
    }
    if (!(json.readPlain(value) instanceof Map<?, ?> map)) {
      throw new MalformedMessageException("Its context must be a JSON object");
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    map.forEach((key, item) -> values.put(String.valueOf(key), item));
    return MessageContext.of(values);
  }

  /** A failure is an object in a string; one that is an object outright is taken as well. */
  private RemoteFailure failure(JsonText value) {
    boolean isString = value.array()[value.offset()] == '"';
    return failures.read(isString ? JsonStrings.unescaped(value) : value);
  }

  private static boolean isEmptyObject(JsonText value) {
    return value.length() == 2 && value.array()[value.offset()] == '{';
  }
}
