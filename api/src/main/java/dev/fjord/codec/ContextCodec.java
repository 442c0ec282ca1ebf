package dev.fjord.codec;

import dev.fjord.MessageContext;
import dev.fjord.spi.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A context flattened into the fields of a message, each under a prefix. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ContextCodec {
  /** What a flattened key begins with. */
  public static final String PREFIX = "_context_";

  /** A key that Python peers leave in by mistake; dropped on receipt. */
  private static final String CLIENT_TIMEOUT = "client_timeout";

  private final JsonCodec json;

  /** With the codec for the values. */
  public ContextCodec(JsonCodec json) {
    this.json = json;
  }

  /** Writes {@code , "_context_key": value} for each value. */
  public void writeFlattened(MessageContext context, JsonBuffer buffer) {
    context
        .asMap()
        .forEach(
            (key, value) -> {
              buffer.raw(", ").quoted(PREFIX + key).raw(": ");
              json.write(value, buffer);
            });
  }

  /** Starts collecting a context from fields. */
  public Flattened reading() {
    return new Flattened();
  }

  /** Collects a context. Confined to one thread. */
  public final class Flattened {
    private @Nullable Map<String, @Nullable Object> values;

    private Flattened() {}

    /** Takes a field if it belongs to the context. */
    public boolean take(String name, JsonText value) {
      if (!name.startsWith(PREFIX)) {
        return false;
      }
      String key = name.substring(PREFIX.length());
      if (!key.equals(CLIENT_TIMEOUT)) {
        Map<String, @Nullable Object> known = values;
        if (known == null) {
          known = new LinkedHashMap<>();
          values = known;
        }
        known.put(key, json.readPlain(value));
      }
      return true;
    }

    /** What was collected. */
    public MessageContext toContext() {
      Map<String, @Nullable Object> known = values;
      return known == null ? MessageContext.empty() : MessageContext.of(known);
    }
  }
}
