package dev.fjord.interop.python;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.fjord.interop.rabbit.RawBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message as some third party may put it on the wire.
 *
 * @param name what is odd about it
 * @param properties its properties
 * @param body its bytes
 */
record ForeignMessage(String name, BasicProperties properties, byte[] body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** With the properties that oslo.messaging gives. */
  static ForeignMessage of(String name, String body) {
    return new ForeignMessage(name, RawBroker.json(), body.getBytes(StandardCharsets.UTF_8));
  }

  /** The same in an envelope. */
  static ForeignMessage enveloped(String name, String inner) {
    return of(name, envelope(inner));
  }

  static String envelope(String inner) {
    return "{\"oslo.version\": \"2.0\", \"oslo.message\": " + JSON.writeValueAsString(inner) + "}";
  }

  ForeignMessage typed(String contentType) {
    return with(properties.builder().contentType(contentType).build());
  }

  ForeignMessage encoded(String contentEncoding) {
    return with(properties.builder().contentEncoding(contentEncoding).build());
  }

  ForeignMessage with(BasicProperties other) {
    return new ForeignMessage(name, other, body);
  }

  /** Compressed as the type says; gzip is zlib's format, as the Python library has it. */
  ForeignMessage compressed(String type) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        type.equals("application/x-bz2")
            ? new BZip2CompressorOutputStream(bytes)
            : new DeflaterOutputStream(bytes)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ForeignMessage(
        name,
        properties.builder().headers(Map.of("compression", type)).build(),
        bytes.toByteArray());
  }

  void publish(RawBroker raw, String exchange, String key) {
    raw.publish(exchange, key, properties, body);
  }

  @Override
  public String toString() {
    return name;
  }
}
