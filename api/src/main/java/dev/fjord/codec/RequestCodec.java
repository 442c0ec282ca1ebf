package dev.fjord.codec;

import dev.fjord.Target;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Serializer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a JSON object: method, args, and namespace and version where they are set.
 *
 * @since 0.1.0
 */
public final class RequestCodec {
  private final JsonCodec json;
  private final Serializer serializer;

  /** With the codec that bounds the message and the serializer for its arguments. */
  public RequestCodec(JsonCodec json, Serializer serializer) {
    this.json = json;
    this.serializer = serializer;
  }

  /**
   * Writes a request; null namespaces and versions are left out, since a Python server takes an
   * explicit null version for an unsupported one.
   */
  public JsonText write(
      Target target, String method, Map<String, ? extends @Nullable Object> args) {
    JsonBuffer buffer = json.buffer();
    buffer.raw("{\"method\": ").quoted(method).raw(", \"args\": {");
    String separator = "";
    for (Map.Entry<String, ? extends @Nullable Object> arg : args.entrySet()) {
      buffer.raw(separator).quoted(arg.getKey()).raw(":");
      serializer.write(arg.getValue(), buffer);
      separator = ",";
    }
    buffer.raw("}");
    target.namespace().ifPresent(value -> buffer.raw(", \"namespace\": ").quoted(value));
    target.version().ifPresent(value -> buffer.raw(", \"version\": ").quoted(value));
    return buffer.raw("}").toJsonText();
  }
}
