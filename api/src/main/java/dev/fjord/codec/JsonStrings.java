package dev.fjord.codec;

import dev.fjord.MalformedMessageException;
import dev.fjord.spi.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * The text inside a JSON string, as bytes: for messages that carry JSON in a string.
 *
 * @since 0.1.0
 */
public final class JsonStrings {
  private JsonStrings() {}

  /**
   * The JSON in a JSON string whose form a parser has checked already. Shares the bytes when there
   * is nothing to unescape. An escaped lone surrogate stays as it is.
   *
   * @throws MalformedMessageException if it is not a string
   */
  public static JsonText unescaped(JsonText string) {
    byte[] source = string.array();
    int from = string.offset() + 1;
    int end = string.offset() + string.length() - 1;
    if (string.length() < 2 || source[from - 1] != '"' || source[end] != '"') {
      throw new MalformedMessageException("JSON inside JSON must be a string");
    }
    JsonText inside = inside(source, from, end);
    if (inside == null) {
      throw new MalformedMessageException("A string is cut short or has an escape that is none");
    }
    return inside;
  }

  /**
   * The JSON in the inside of a string that no parser has seen: null if it could not stand between
   * two quotes. Its bytes are not checked to be UTF-8; they are in the result.
   */
  public static @Nullable JsonText inside(byte[] source, int from, int end) {
    int plain = PlainBytes.end(source, from, end);
    while (plain < end && isLegal(source[plain])) {
      plain++;
    }
    if (plain == end) {
      return JsonText.of(source, from, end - from);
    }
    byte[] target = new byte[end - from];
    int length = plain - from;
    System.arraycopy(source, from, target, 0, length);
    return unescape(source, plain, end, target, length);
  }

  /** Whether a byte may stand inside a string as it is: not only what is plain may. */
  static boolean isLegal(byte b) {
    return b != '\\' && b != '"' && (b >= 0x20 || b < 0);
  }

  private static @Nullable JsonText unescape(
      byte[] source, int from, int end, byte[] target, int length) {
    int to = length;
    int i = from;
    while (i < end) {
      int plain = PlainBytes.end(source, i, end);
      System.arraycopy(source, i, target, to, plain - i);
      to += plain - i;
      i = plain;
      if (i == end) {
        break;
      }
      byte b = source[i++];
      if (isLegal(b)) {
        target[to++] = b;
        continue;
      }
      if (b != '\\' || i == end) {
        return null;
      }
      byte escape = source[i++];
      if (escape != 'u') {
        byte meant = meant(escape);
        if (meant == 0) {
          return null;
        }
        target[to++] = meant;
        continue;
      }
      int code = hex(source, i, end);
      if (code < 0) {
        return null;
      }
      i += 4;
      if (Character.isHighSurrogate((char) code) && isEscapedUnit(source, i, end)) {
        int low = hex(source, i + 2, end);
        if (low >= 0 && Character.isLowSurrogate((char) low)) {
          code = Character.toCodePoint((char) code, (char) low);
          i += 6;
        }
      }
      if (code >= 0xd800 && code <= 0xdfff) {
        // Python sends lone surrogates and UTF-8 has none: in the JSON inside it stays escaped.
        System.arraycopy(source, i - 6, target, to, 6);
        to += 6;
      } else {
        to = utf8(code, target, to);
      }
    }
    return JsonText.of(target, 0, to);
  }

  /** What the letter after a backslash stands for; 0 for a letter that is no escape. */
  private static byte meant(byte escape) {
    return switch (escape) {
      case '"', '\\', '/' -> escape;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> 0;
    };
  }

  private static boolean isEscapedUnit(byte[] source, int i, int end) {
    return i + 6 <= end && source[i] == '\\' && source[i + 1] == 'u';
  }

  /** Four hexadecimal digits, or -1 if they are not there. */
  private static int hex(byte[] source, int i, int end) {
    if (i + 4 > end) {
      return -1;
    }
    int code = 0;
    for (int k = i; k < i + 4; k++) {
      int digit = Character.digit(source[k], 16);
      if (digit < 0) {
        return -1;
      }
      code = (code << 4) | digit;
    }
    return code;
  }

  private static int utf8(int code, byte[] target, int at) {
    int to = at;
    if (code < 0x80) {
      target[to++] = (byte) code;
    } else if (code < 0x800) {
      target[to++] = (byte) (0xc0 | (code >> 6));
      target[to++] = (byte) (0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
      target[to++] = (byte) (0xe0 | (code >> 12));
      target[to++] = (byte) (0x80 | ((code >> 6) & 0x3f));
      target[to++] = (byte) (0x80 | (code & 0x3f));
    } else {
      target[to++] = (byte) (0xf0 | (code >> 18));
      target[to++] = (byte) (0x80 | ((code >> 12) & 0x3f));
      target[to++] = (byte) (0x80 | ((code >> 6) & 0x3f));
      target[to++] = (byte) (0x80 | (code & 0x3f));
    }
    return to;
  }
}
