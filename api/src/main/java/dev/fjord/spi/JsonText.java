package dev.fjord.spi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One JSON value as the UTF-8 text it has on a wire: a range of a byte array that is shared, not
 * copied. Neither giver nor taker may change the array afterwards.
 *
 * @since 0.1.0
 */
public final class JsonText {
  /** The JSON null. */
  public static final JsonText NULL = of("null".getBytes(StandardCharsets.US_ASCII));

  private final byte[] bytes;
  private final int offset;
  private final int length;

  private JsonText(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /** A whole array. */
  public static JsonText of(byte[] bytes) {
    return new JsonText(bytes, 0, bytes.length);
  }

  /** A range of an array. */
  public static JsonText of(byte[] bytes, int offset, int length) {
    java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
    return new JsonText(bytes, offset, length);
  }

  /** A copy of a text. */
  public static JsonText of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The array that holds the text; not to be changed. */
  public byte[] array() {
    return bytes;
  }

  /** Where the text begins in {@link #array()}. */
  public int offset() {
    return offset;
  }

  /** How many bytes the text has. */
  public int length() {
    return length;
  }

  /** Whether this is the literal {@code null}. */
  public boolean isNull() {
    return length == 4
        && bytes[offset] == 'n'
        && bytes[offset + 1] == 'u'
        && bytes[offset + 2] == 'l'
        && bytes[offset + 3] == 'l';
  }

  /** Writes the text. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, offset, length);
  }

  /** The text as a string; copies, so not for the path of every message. */
  public String asString() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  /** How long the text is, and none of it. */
  @Override
  public String toString() {
    return "JsonText[" + length + " bytes]";
  }
}
