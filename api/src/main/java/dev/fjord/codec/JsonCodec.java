package dev.fjord.codec;

import dev.fjord.Escaped;
import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.MessageTooLargeException;
import dev.fjord.SerializationException;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Serializer;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of messages: the standard {@link Serializer}, and the reading of a message's fields.
 *
 * <p>Thread-safe; does not block. Built once for each transport. What it writes is what
 * oslo.messaging writes: ASCII with escapes, bare {@code NaN}, dates with six digits of fraction.
 *
 * @since 0.1.0
 */
public final class JsonCodec implements Serializer {
  private static final int MOST_READERS = 1_000;
  private static final int USUAL_SIZE = 256;

  private final JsonMapper mapper;
  private final ObjectWriter writer;
  private final JsonLimits limits;
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  private JsonCodec(JsonLimits limits) {
    this.limits = limits;
    this.mapper = JsonMappers.strict(limits);
    this.writer = mapper.writer();
  }

  /** A codec with the configured limits. */
  public static JsonCodec of(FjordConfig config) {
    return new JsonCodec(JsonLimits.of(config));
  }

  /** The limits in force. */
  public JsonLimits limits() {
    return limits;
  }

  /** An empty buffer that refuses to grow beyond the message size. */
  public JsonBuffer buffer() {
    return buffer(USUAL_SIZE);
  }

  /** As {@link #buffer()}, with room for so many bytes before it has to grow. */
  public JsonBuffer buffer(int expected) {
    return new JsonBuffer(expected, limits.bytes());
  }

  @Override
  public void write(@Nullable Object value, OutputStream out) {
    if (out instanceof JsonBuffer buffer && PlainJson.write(value, buffer)) {
      return;
    }
    try {
      writer.writeValue(out, value);
    } catch (JacksonException e) {
      throwIfTooLarge(e);
      throw new SerializationException(
          "A value of "
              + (value == null ? "null" : value.getClass().getName())
              + " cannot be written as JSON: "
              + reason(e),
          e);
    } catch (StackOverflowError e) {
      throw new SerializationException("A value refers to itself and cannot be written as JSON", e);
    }
  }

  /** Writes a value into a text of its own. */
  public JsonText write(@Nullable Object value) {
    JsonBuffer buffer = buffer();
    write(value, buffer);
    return buffer.toJsonText();
  }

  @Override
  public @Nullable Object read(JsonText json, Type type) {
    if (type == String.class && json.length() <= limits.bytes()) {
      String text = PlainJson.string(json);
      if (text != null) {
        return text;
      }
    }
    try {
      requireUtf8Within(json);
      return reader(type).readValue(json.array(), json.offset(), json.length());
    } catch (MalformedMessageException e) {
      throw new SerializationException(String.valueOf(e.getMessage()), e);
    } catch (JacksonException e) {
      throw new SerializationException(
          "JSON does not fit " + type.getTypeName() + ": " + Escaped.text(reason(e)), e);
    }
  }

  /**
   * Reads JSON as plain data: null, Boolean, Integer, Long, BigInteger, Double, String, List, Map.
   *
   * @throws MalformedMessageException if it is not JSON
   */
  public @Nullable Object readPlain(JsonText json) {
    String text = PlainJson.string(json);
    if (text != null && json.length() <= limits.bytes()) {
      return text;
    }
    requireUtf8Within(json);
    try {
      return reader(Object.class).readValue(json.array(), json.offset(), json.length());
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /** Reads a JSON string; empty text means that the JSON is something else. */
  public java.util.Optional<String> readString(JsonText json) {
    if (json.length() < 2 || json.array()[json.offset()] != '"') {
      return java.util.Optional.empty();
    }
    return readPlain(json) instanceof String text
        ? java.util.Optional.of(text)
        : java.util.Optional.empty();
  }

  /** Reads a JSON array of anything; what is no array is read as no items. */
  public List<?> readList(JsonText json) {
    return readPlain(json) instanceof List<?> list ? list : List.of();
  }

  /**
   * Reads the fields of a JSON object. All of it is checked to be JSON within the limits; the
   * values stay text.
   *
   * @throws MalformedMessageException if it is not a JSON object
   */
  public Payload readFields(JsonText json) {
    requireUtf8Within(json);
    Payload plain = PlainFields.read(json, limits);
    return plain != null ? plain : parsedFields(json);
  }

  /**
   * As {@link #readFields}, of a text that is known to be UTF-8 within the limit, by the parser.
   */
  Payload parsedFields(JsonText json) {
    Payload.Builder fields = Payload.builder();
    try (JsonParser parser = mapper.createParser(json.array(), json.offset(), json.length())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedMessageException("A message must be a JSON object");
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        int start = json.offset() + (int) parser.currentTokenLocation().getByteOffset();
        if (token.isStructStart()) {
          parser.skipChildren();
        } else {
          parser.finishToken();
        }
        int end = json.offset() + (int) parser.currentLocation().getByteOffset();
        fields.add(name, JsonText.of(json.array(), start, end - start));
      }
      if (parser.nextToken() != null) {
        throw new MalformedMessageException("Something follows the message");
      }
      return fields.build();
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private ObjectReader reader(Type type) {
    ObjectReader known = readers.get(type);
    if (known != null) {
      return known;
    }
    ObjectReader made = mapper.readerFor(mapper.constructType(type));
    // Types come from registered methods and callers' code, never from a wire. They are few, unless
    // somebody generates classes or has types that are not equal to themselves.
    if (readers.size() < MOST_READERS) {
      readers.putIfAbsent(type, made);
    }
    return made;
  }

  /**
   * Refuses what the parser would take for UTF-16, UTF-32 or UTF-8 with a mark, none of which is
   * the JSON of a message, and the size that it does not look at when it is given an array.
   */
  private void requireUtf8Within(JsonText json) {
    if (json.length() > limits.bytes()) {
      throw new MalformedMessageException(
          "Not acceptable as JSON: it has "
              + json.length()
              + " bytes, max_message_size allows "
              + limits.bytes());
    }
    byte[] bytes = json.array();
    int end = json.offset() + Math.min(json.length(), 4);
    for (int i = json.offset(); i < end; i++) {
      if (bytes[i] == 0 || (bytes[i] < 0 && i == json.offset())) {
        throw new MalformedMessageException(
            "Not acceptable as JSON: it is not UTF-8 or begins with a byte order mark");
      }
    }
  }

  /** What the buffer says about its limit comes out of the writer wrapped, or not. */
  private static void throwIfTooLarge(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof MessageTooLargeException tooLarge) {
        throw tooLarge;
      }
    }
  }

  private static String reason(JacksonException e) {
    return ClosedPackage.remedy(e).orElseGet(() -> String.valueOf(e.getOriginalMessage()));
  }

  private static MalformedMessageException malformed(JacksonException e) {
    return new MalformedMessageException(
        "Not acceptable as JSON: " + Escaped.text(String.valueOf(e.getOriginalMessage())), e);
  }
}
