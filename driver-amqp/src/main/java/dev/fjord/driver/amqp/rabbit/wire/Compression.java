package dev.fjord.driver.amqp.rabbit.wire;

import dev.fjord.Escaped;
import dev.fjord.MalformedMessageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** How bodies are compressed, under the names that travel in the header {@code compression}. */
public enum Compression {
  /** Not at all. */
  NONE(""),
  /** What oslo.messaging calls gzip: zlib's format under gzip's name. True gzip is read as well. */
  GZIP("application/x-gzip"),
  /** The bzip2 format. */
  BZ2("application/x-bz2");

  private static final int GZIP_FIRST = 0x1f;

  private final String type;

  Compression(String type) {
    this.type = type;
  }

  /** The value of the header. */
  public String type() {
    return type;
  }

  /** Compresses a body. */
  public byte[] compress(byte[] body) {
    if (this == NONE) {
      return body;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 2 + 64);
    try (OutputStream out =
        this == GZIP
            ? new DeflaterOutputStream(compressed)
            : new BZip2CompressorOutputStream(compressed, 1)) {
      out.write(body);
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot be written", e);
    }
    return compressed.toByteArray();
  }

  /**
   * Decompresses a body that claims a type, to at most {@code limit} bytes.
   *
   * @throws MalformedMessageException if it is of no known type, broken, or larger than the limit
   */
  public static byte[] decompress(byte[] body, String type, int limit) {
    try (InputStream in = opened(body, type)) {
      byte[] plain = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw new MalformedMessageException(
            "It grows beyond max_message_size, " + limit + " bytes, when decompressed");
      }
      return plain;
    } catch (IOException | RuntimeException e) {
      if (e instanceof MalformedMessageException malformed) {
        throw malformed;
      }
      throw new MalformedMessageException("It cannot be decompressed", e);
    }
  }

  private static InputStream opened(byte[] body, String type) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(body);
    if (type.equals(GZIP.type)) {
      boolean isGzip = body.length > 0 && body[0] == GZIP_FIRST;
      return isGzip ? new GZIPInputStream(in) : new InflaterInputStream(in);
    }
    if (type.equals(BZ2.type)) {
      return new BZip2CompressorInputStream(in);
    }
    throw new MalformedMessageException(
        "It is compressed as '" + Escaped.text(type) + "', which is not understood");
  }
}
