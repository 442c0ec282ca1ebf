package dev.fjord.driver.amqp.rabbit.wire;

import dev.fjord.Escaped;
import dev.fjord.MalformedMessageException;
import dev.fjord.codec.ContextCodec;
import dev.fjord.codec.JsonCodec;
import dev.fjord.codec.JsonStrings;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages: with an envelope of version 2.0 or without any. Thread-safe. Throws {@link
 * MalformedMessageException} and nothing else.
 */
public final class MessageDecoder {
  private static final String SUPPORTED = "2.0";
  private static final byte[] USUAL_START =
      MessageEncoder.ENVELOPE_START.getBytes(StandardCharsets.US_ASCII);

  private final JsonCodec json;
  private final ContextCodec contexts;

  /** With the codec that bounds what is read. */
  public MessageDecoder(JsonCodec json) {
    this.json = json;
    this.contexts = new ContextCodec(json);
  }

  /** Reads a request or a notification. */
  public ReceivedMessage message(byte[] body) {
    MessageCollector collector = new MessageCollector(json, contexts.reading());
    opened(body).forEach(collector::take);
    return collector.toMessage();
  }

  /** Reads one message of a reply. */
  public ReceivedReply reply(byte[] body) {
    Payload all = opened(body);
    return new ReceivedReply(
        all.field(WireKeys.MESSAGE_ID).map(this::string).orElse(""),
        all.field(WireKeys.RESULT).orElse(JsonText.NULL),
        all.field(WireKeys.FAILURE).flatMap(this::failure),
        all.field(WireKeys.ENDING).filter(MessageDecoder::isTrue).isPresent());
  }

  /** The fields inside the envelope, or of the whole if it has none. */
  private Payload opened(byte[] body) {
    JsonText usual = inUsualEnvelope(body);
    if (usual != null) {
      return json.readFields(usual);
    }
    Payload outer = json.readFields(JsonText.of(body));
    Optional<JsonText> version = outer.field(WireKeys.VERSION);
    Optional<JsonText> inner = outer.field(WireKeys.MESSAGE);
    if (version.isEmpty() || inner.isEmpty()) {
      return outer;
    }
    String named = string(version.get());
    if (!named.equals(SUPPORTED)) {
      throw new MalformedMessageException(
          "Its envelope has version '"
              + Escaped.text(named)
              + "'; "
              + SUPPORTED
              + " is understood");
    }
    return json.readFields(JsonStrings.unescaped(inner.get()));
  }

  /**
   * What is in an envelope that looks exactly as Python writes it, which needs no parser; null for
   * any other body, which gets one.
   */
  private @Nullable JsonText inUsualEnvelope(byte[] body) {
    int end = body.length - MessageEncoder.ENVELOPE_END.length();
    boolean isUsual =
        body.length <= json.limits().bytes()
            && end >= USUAL_START.length
            && Arrays.equals(body, 0, USUAL_START.length, USUAL_START, 0, USUAL_START.length)
            && body[end] == '"'
            && body[end + 1] == '}';
    return isUsual ? JsonStrings.inside(body, USUAL_START.length, end) : null;
  }

  /** A failure is an object in a string; one that is an object outright is taken as well. */
  private Optional<JsonText> failure(JsonText value) {
    if (value.isNull()) {
      return Optional.empty();
    }
    if (value.array()[value.offset()] != '"') {
      return Optional.of(value);
    }
    JsonText text = JsonStrings.unescaped(value);
    return text.length() == 0 ? Optional.empty() : Optional.of(text);
  }

  private String string(JsonText value) {
    return json.readString(value).orElse("");
  }

  private static boolean isTrue(JsonText value) {
    return value.length() == 4 && value.array()[value.offset()] == 't';
  }
}
