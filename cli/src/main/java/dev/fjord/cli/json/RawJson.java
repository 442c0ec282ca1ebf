package dev.fjord.cli.json;

import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Serializer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes {@link JsonText} through as it is, alone or as a value of a map, so that no number is
 * rounded on its way; all else is the codec's. Thread-safe.
 */
public final class RawJson implements Serializer {
  private final JsonCodec codec;

  /** For what is not {@link JsonText}, the codec. */
  public RawJson(JsonCodec codec) {
    this.codec = codec;
  }

  @Override
  public void write(@Nullable Object value, OutputStream out) {
    try {
      if (value instanceof JsonText raw) {
        raw.writeTo(out);
      } else if (value instanceof Map<?, ?> map) {
        writeMap(map, out);
      } else {
        codec.write(value, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing JSON failed", e);
    }
  }

  @Override
  public @Nullable Object read(JsonText json, Type type) {
    return type == JsonText.class ? json : codec.read(json, type);
  }

  private void writeMap(Map<?, ?> map, OutputStream out) throws IOException {
    char before = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.write(before);
      codec.write(String.valueOf(entry.getKey()), out);
      out.write(':');
      write(entry.getValue(), out);
      before = ',';
    }
    if (before == '{') {
      out.write(before);
    }
    out.write('}');
  }
}
