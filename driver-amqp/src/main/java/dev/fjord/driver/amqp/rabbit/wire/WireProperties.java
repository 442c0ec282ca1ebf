package dev.fjord.driver.amqp.rabbit.wire;

import com.rabbitmq.client.AMQP;
import dev.fjord.Escaped;
import dev.fjord.MalformedMessageException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The properties of messages: exactly those that oslo.messaging writes. Thread-safe. */
public final class WireProperties {
  private static final String JSON = "application/json";
  private static final String COMPRESSION = "compression";
  private static final int PERSISTENT = 2;

  private final Compression compression;
  private final AMQP.BasicProperties plain;
  private final AMQP.BasicProperties compressed;

  /** With the compression for bodies that are sent. */
  public WireProperties(Compression compression) {
    this.compression = compression;
    this.plain = base(Map.of()).build();
    this.compressed = base(Map.of(COMPRESSION, compression.type())).build();
  }

  /** The compression for bodies that are sent. */
  public Compression compression() {
    return compression;
  }

  /** The properties of a message that does not expire. */
  public AMQP.BasicProperties lasting() {
    return compression == Compression.NONE ? plain : compressed;
  }

  /** The properties of a message that expires. */
  public AMQP.BasicProperties expiringIn(Duration budget) {
    return lasting().builder().expiration(Long.toString(Math.max(0, budget.toMillis()))).build();
  }

  /**
   * The plain body of a received message.
   *
   * @param limit the largest body, in bytes, before and after decompression
   * @throws MalformedMessageException if it is too large or not JSON in UTF-8 by its properties
   */
  public static byte[] plainBody(AMQP.BasicProperties properties, byte[] body, int limit) {
    String type = properties.getContentType();
    if (!JSON.equals(type)) {
      throw new MalformedMessageException("Its content type is " + shown(type) + ", not " + JSON);
    }
    String encoding = properties.getContentEncoding();
    if (encoding != null
        && !encoding.equalsIgnoreCase("utf-8")
        && !encoding.equalsIgnoreCase("binary")) {
      throw new MalformedMessageException(
          "Its content encoding is " + shown(encoding) + ", not utf-8");
    }
    if (body.length > limit) {
      throw new MalformedMessageException(
          "It has " + body.length + " bytes, max_message_size allows " + limit);
    }
    Optional<String> compressed = header(properties, COMPRESSION).map(String::valueOf);
    return compressed.map(name -> Compression.decompress(body, name, limit)).orElse(body);
  }

  /** One header of a received message. */
  public static Optional<Object> header(AMQP.BasicProperties properties, String name) {
    Map<String, Object> headers = properties.getHeaders();
    return headers == null ? Optional.empty() : Optional.ofNullable(headers.get(name));
  }

  /** What is left of a message's time when it is received, in milliseconds. */
  public static OptionalLong expiration(AMQP.BasicProperties properties) {
    String text = properties.getExpiration();
    if (text == null || text.isEmpty() || text.length() > 18) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Math.max(0, Long.parseLong(text)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static AMQP.BasicProperties.Builder base(Map<String, Object> headers) {
    return new AMQP.BasicProperties.Builder()
        .contentType(JSON)
        .contentEncoding("utf-8")
        .deliveryMode(PERSISTENT)
        .priority(0)
        .headers(headers);
  }

  private static String shown(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "missing" : "'" + Escaped.text(value) + "'";
  }
}
