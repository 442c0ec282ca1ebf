package dev.fjord.spi;

import dev.fjord.MessageContext;
import java.io.OutputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into JSON and back. Thread-safe; does not block.
 *
 * @since 0.1.0
 */
public interface Serializer {
  /**
   * Writes a value as JSON text in UTF-8. The stream is not closed.
   *
   * @throws dev.fjord.SerializationException if the value has no JSON form
   */
  void write(@Nullable Object value, OutputStream out);

  /**
   * Reads a value of a type; user constructors may run.
   *
   * @throws dev.fjord.SerializationException if the JSON does not fit the type
   */
  @Nullable Object read(JsonText json, Type type);

  /**
   * What travels of a context; runs where the request or notification is sent. Default: all of it.
   */
  default MessageContext writeContext(MessageContext context) {
    return context;
  }

  /**
   * The context that an endpoint gets of what travelled; runs where the endpoint's method does.
   * Default: all of it.
   */
  default MessageContext readContext(MessageContext received) {
    return received;
  }
}
