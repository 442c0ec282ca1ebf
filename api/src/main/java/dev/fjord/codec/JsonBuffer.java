package dev.fjord.codec;

import dev.fjord.MessageTooLargeException;
import dev.fjord.spi.JsonText;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes of a message while it is written; refuses to grow beyond the message size. Confined to one
 * thread.
 *
 * @since 0.1.0
 */
public final class JsonBuffer extends OutputStream {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  // Below that, a look at each character costs less than a string to compare with.
  private static final int SHORT = 32;

  private final int limit;
  private byte[] bytes;
  private int length;

  JsonBuffer(int expected, int limit) {
    this.limit = limit;
    this.bytes = new byte[Math.min(expected, limit)];
  }

  @Override
  public void write(int b) {
    room(1);
    bytes[length++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    room(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** Writes ASCII text as it is. */
  @SuppressWarnings("deprecation") // the one method that copies ASCII without a second array
  public JsonBuffer raw(String ascii) {
    int count = ascii.length();
    room(count);
    ascii.getBytes(0, count, bytes, length);
    length += count;
    return this;
  }

  /** Writes a JSON value as it is. */
  public JsonBuffer raw(JsonText json) {
    write(json.array(), json.offset(), json.length());
    return this;
  }

  /** Writes a string in quotes, with escapes for everything that is not plain ASCII. */
  public JsonBuffer quoted(String text) {
    int count = text.length();
    room(count + 2);
    bytes[length++] = '"';
    if (!plain(text)) {
      for (int i = 0; i < count; i++) {
        char c = text.charAt(i);
        if (PlainBytes.isPlain(c)) {
          // What is left of the text, and the quote, still fit.
          bytes[length++] = (byte) c;
        } else {
          escaped(c);
          room(count - i);
        }
      }
    }
    bytes[length++] = '"';
    return this;
  }

  /**
   * Writes text in UTF-8 as the inside of a string: escapes quotes, backslashes and control
   * characters; all else is legal there as it is.
   */
  public JsonBuffer escaped(JsonText text) {
    byte[] source = text.array();
    int end = text.offset() + text.length();
    int i = text.offset();
    room(text.length());
    while (i < end) {
      int plain = PlainBytes.end(source, i, end);
      System.arraycopy(source, i, bytes, length, plain - i);
      length += plain - i;
      i = plain;
      if (i < end) {
        byte b = source[i++];
        if (JsonStrings.isLegal(b)) {
          bytes[length++] = b;
        } else {
          escaped((char) b);
          room(end - i);
        }
      }
    }
    return this;
  }

  /** Writes a string in quotes as it stands inside another string: escaped twice. */
  public JsonBuffer quotedInside(String text) {
    int before = length;
    raw("\\\"");
    room(text.length());
    if (plain(text)) {
      return raw("\\\"");
    }
    length = before;
    return escaped(new JsonBuffer(text.length() + 16, limit).quoted(text).toJsonText());
  }

  /** How many bytes were written. */
  public int length() {
    return length;
  }

  /** Forgets the last bytes written. */
  public void dropLast(int count) {
    length -= count;
  }

  /** The text written so far; nothing may be written afterwards. */
  public JsonText toJsonText() {
    return JsonText.of(bytes, 0, length);
  }

  /** A copy of the bytes written so far, exactly as many as there are. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Writes text that needs no escapes, for which there is room; writes nothing of any other. */
  @SuppressWarnings("deprecation") // the one method that copies ASCII without a second array
  private boolean plain(String text) {
    int count = text.length();
    boolean isShort = count < SHORT;
    if (isShort && !isPlain(text)) {
      return false;
    }
    text.getBytes(0, count, bytes, length);
    if (!isShort && !isCopied(text)) {
      return false;
    }
    length += count;
    return true;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!PlainBytes.isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the low halves of a text's characters, which are the next bytes, are plain and all
   * there is to it: a character that has a high half is not equal.
   */
  private boolean isCopied(String text) {
    int end = length + text.length();
    return PlainBytes.end(bytes, length, end) == end
        && PlainBytes.text(bytes, length, end).equals(text);
  }

  private void escaped(char c) {
    room(2);
    bytes[length++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[length++] = (byte) c;
      case '\b' -> bytes[length++] = 'b';
      case '\t' -> bytes[length++] = 't';
      case '\n' -> bytes[length++] = 'n';
      case '\f' -> bytes[length++] = 'f';
      case '\r' -> bytes[length++] = 'r';
      default -> {
        room(5);
        bytes[length++] = 'u';
        bytes[length++] = HEX[c >> 12];
        bytes[length++] = HEX[(c >> 8) & 0xf];
        bytes[length++] = HEX[(c >> 4) & 0xf];
        bytes[length++] = HEX[c & 0xf];
      }
    }
  }

  private void room(int count) {
    if (count > limit - length) {
      throw new MessageTooLargeException((long) length + count, limit);
    }
    if (count > bytes.length - length) {
      int doubled = (int) Math.min(limit, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, Math.max(doubled, length + count));
    }
  }
}
