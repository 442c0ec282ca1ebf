package dev.fjord.codec;

import dev.fjord.MalformedMessageException;
import dev.fjord.spi.JsonText;

/** The text inside a JSON string, as bytes: for messages that carry JSON in a string. */
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
    int plain = from;
    while (plain < end && source[plain] != '\\') {
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

  private static JsonText unescape(byte[] source, int from, int end, byte[] target, int length) {
    int to = length;
    int i = from;
    while (i < end) {
      byte b = source[i++];
      if (b != '\\') {
        target[to++] = b;
        continue;
      }
      if (i == end) {
        throw new MalformedMessageException("An escape in a string is cut short");
      }
      byte escape = source[i++];
      switch (escape) {
        case 'b' -> target[to++] = '\b';
        case 'f' -> target[to++] = '\f';
        case 'n' -> target[to++] = '\n';
        case 'r' -> target[to++] = '\r';
        case 't' -> target[to++] = '\t';
        case 'u' -> {
          int code = hex(source, i, end);
          i += 4;
          if (Character.isHighSurrogate((char) code) && isEscapedUnit(source, i, end)) {
            int low = hex(source, i + 2, end);
            if (Character.isLowSurrogate((char) low)) {
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
        default -> target[to++] = escape;
      }
    }
    return JsonText.of(target, 0, to);
  }

  private static boolean isEscapedUnit(byte[] source, int i, int end) {
    return i + 6 <= end && source[i] == '\\' && source[i + 1] == 'u';
  }

  private static int hex(byte[] source, int i, int end) {
    if (i + 4 > end) {
      throw new MalformedMessageException("An escape in a string is cut short");
    }
    int code = 0;
    for (int k = i; k < i + 4; k++) {
      int digit = Character.digit(source[k], 16);
      if (digit < 0) {
        throw new MalformedMessageException("An escape in a string is not hexadecimal");
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
