package dev.fjord.codec;

import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Splits an object into its fields without a parser, which costs more than most messages are worth.
 * It takes objects of printable ASCII without escapes, with whole numbers, and leaves all else to
 * the parser: also what is no JSON, so that there is one place that says what is wrong.
 *
 * <p>For one object; confined to one thread.
 */
final class PlainFields {
  private static final int MOST_DEPTH = 16;
  private static final int MOST_DIGITS = 18;

  private final byte[] bytes;
  private final int end;
  private final JsonLimits limits;
  private int at;

  private PlainFields(JsonText json, JsonLimits limits) {
    this.bytes = json.array();
    this.at = json.offset();
    this.end = json.offset() + json.length();
    this.limits = limits;
  }

  /** The fields; null if a parser has to look. */
  static @Nullable Payload read(JsonText json, JsonLimits limits) {
    // A document has fewer tokens than bytes.
    boolean mayExceed =
        json.length() > Math.min(limits.tokens(), limits.bytes())
            || limits.depth() < MOST_DEPTH
            || limits.numberDigits() < MOST_DIGITS;
    return mayExceed ? null : new PlainFields(json, limits).fields();
  }

  private @Nullable Payload fields() {
    Payload.Builder fields = Payload.builder();
    skipSpaces();
    if (at == end || bytes[at] != '{' || !skipObject(1, fields)) {
      return null;
    }
    skipSpaces();
    return at == end ? fields.build() : null;
  }

  /** In front of a value, with no blank before it. */
  private boolean skipValue(int depth) {
    if (at == end) {
      return false;
    }
    return switch (bytes[at]) {
      case '"' -> skipString();
      case '{' -> depth < MOST_DEPTH && skipObject(depth + 1, null);
      case '[' -> depth < MOST_DEPTH && skipArray(depth + 1);
      case 't' -> skipWord("true");
      case 'f' -> skipWord("false");
      case 'n' -> skipWord("null");
      default -> skipNumber();
    };
  }

  /** Passes an object; takes down its fields, if they are wanted. */
  private boolean skipObject(int depth, Payload.@Nullable Builder fields) {
    at++;
    if (skip('}')) {
      return true;
    }
    do {
      skipSpaces();
      int name = at + 1;
      if (!skipString() || at - 1 - name > limits.nameLength()) {
        return false;
      }
      int nameEnd = at - 1;
      if (!skip(':')) {
        return false;
      }
      skipSpaces();
      int value = at;
      if (!skipValue(depth)) {
        return false;
      }
      if (fields != null) {
        fields.add(PlainBytes.text(bytes, name, nameEnd), JsonText.of(bytes, value, at - value));
      }
    } while (skip(','));
    return skip('}');
  }

  private boolean skipArray(int depth) {
    at++;
    if (skip(']')) {
      return true;
    }
    do {
      skipSpaces();
      if (!skipValue(depth)) {
        return false;
      }
    } while (skip(','));
    return skip(']');
  }

  private boolean skipString() {
    if (at == end || bytes[at] != '"') {
      return false;
    }
    at = PlainBytes.end(bytes, at + 1, end);
    if (at == end || bytes[at] != '"') {
      return false;
    }
    at++;
    return true;
  }

  private boolean skipWord(String word) {
    int length = word.length();
    if (end - at < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += length;
    return isAfterValue();
  }

  private boolean skipNumber() {
    if (bytes[at] == '-') {
      at++;
    }
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    int digits = at - start;
    boolean hasLeadingZero = digits > 1 && bytes[start] == '0';
    return digits > 0 && digits <= MOST_DIGITS && !hasLeadingZero && isAfterValue();
  }

  /** Whether a value that ends by itself may end here. */
  private boolean isAfterValue() {
    if (at == end) {
      return false;
    }
    byte b = bytes[at];
    return b == ',' || b == '}' || b == ']' || b == ' ';
  }

  /** Passes a character and the blanks before it. */
  private boolean skip(char wanted) {
    skipSpaces();
    if (at < end && bytes[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpaces() {
    while (at < end && bytes[at] == ' ') {
      at++;
    }
  }
}
