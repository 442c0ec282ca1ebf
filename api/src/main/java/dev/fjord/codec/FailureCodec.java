package dev.fjord.codec;

import dev.fjord.Escaped;
import dev.fjord.MalformedMessageException;
import dev.fjord.MessageTooLargeException;
import dev.fjord.RemoteFailure;
import dev.fjord.SerializationException;
import dev.fjord.spi.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure as a JSON object with oslo.messaging's six keys: class, module, message, tb, args,
 * kwargs. Thread-safe.
 *
 * @since 0.1.0
 */
public final class FailureCodec {
  private static final String REMOTE_SUFFIX = "_Remote";

  private final JsonCodec json;

  /** With the codec that writes its values. */
  public FailureCodec(JsonCodec json) {
    this.json = json;
  }

  /**
   * Writes a failure; one whose arguments have no JSON form is written without them, one that is
   * too large for a message with the beginning of its names and its text alone.
   */
  public JsonText write(RemoteFailure failure) {
    try {
      try {
        return json.write(fields(failure, failure.args(), failure.kwargs()));
      } catch (SerializationException e) {
        return json.write(fields(failure, List.of(failure.message()), Map.of()));
      }
    } catch (MessageTooLargeException e) {
      return json.write(
          fields(
              new RemoteFailure(
                  cut(failure.type(), 30),
                  cut(failure.module(), 30),
                  // An escape has six bytes, and the smallest limit is 1,024.
                  cut(Escaped.text(failure.message()), json.limits().bytes() / 20),
                  List.of(),
                  List.of(),
                  Map.of()),
              List.of(),
              Map.of()));
    }
  }

  /**
   * Reads a failure. Keys may be missing, as they may for a Python caller.
   *
   * @throws MalformedMessageException if it is not a JSON object
   */
  public RemoteFailure read(JsonText text) {
    if (!(json.readPlain(text) instanceof Map<?, ?> fields)) {
      throw new MalformedMessageException("A failure must be a JSON object");
    }
    List<String> traceback = new ArrayList<>();
    Object trace = fields.get("tb");
    if (trace instanceof List<?> lines) {
      lines.forEach(line -> traceback.add(String.valueOf(line)));
    } else if (trace != null) {
      traceback.add(String.valueOf(trace));
    }
    String type = string(fields.get("class"));
    String module = string(fields.get("module"));
    // A failure that was passed on by a middleman goes by its first name, which has both suffixes.
    boolean passedOn = type.endsWith(REMOTE_SUFFIX) && module.endsWith(REMOTE_SUFFIX);
    return new RemoteFailure(
        passedOn ? local(type) : type,
        passedOn ? local(module) : module,
        string(fields.get("message")),
        traceback,
        fields.get("args") instanceof List<?> args ? args : List.of(),
        named(fields.get("kwargs")));
  }

  private static Map<String, @Nullable Object> fields(
      RemoteFailure failure, Object args, Object kwargs) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("class", failure.type());
    fields.put("module", failure.module());
    fields.put("message", failure.message());
    fields.put("tb", failure.traceback());
    fields.put("args", args);
    fields.put("kwargs", kwargs);
    return fields;
  }

  private static Map<String, @Nullable Object> named(@Nullable Object value) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> named.put(String.valueOf(key), item));
    }
    return named;
  }

  private static String string(@Nullable Object value) {
    return value == null ? "" : String.valueOf(value);
  }

  private static String local(String name) {
    return name.substring(0, name.length() - REMOTE_SUFFIX.length());
  }

  private static String cut(String text, int most) {
    return text.substring(0, Math.min(text.length(), most));
  }
}
