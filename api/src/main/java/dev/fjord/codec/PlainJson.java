package dev.fjord.codec;

import dev.fjord.spi.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * JSON that needs no parser: most values of a message's own fields are strings of plain ASCII, and
 * a parser costs more than what it reads.
 */
final class PlainJson {
  private PlainJson() {}

  /** Writes a value whose JSON is its text; returns false, having written nothing, for others. */
  static boolean write(@Nullable Object value, JsonBuffer buffer) {
    switch (value) {
      case null -> buffer.raw("null");
      case String text -> buffer.quoted(text);
      case Integer number -> buffer.raw(number.toString());
      case Long number -> buffer.raw(number.toString());
      case Boolean flag -> buffer.raw(flag.toString());
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * The value of a string of printable ASCII without escapes; null for anything else, valid or not.
   */
  static @Nullable String string(JsonText json) {
    byte[] bytes = json.array();
    int from = json.offset() + 1;
    int end = json.offset() + json.length() - 1;
    if (from > end || bytes[from - 1] != '"' || bytes[end] != '"') {
      return null;
    }
    if (PlainBytes.end(bytes, from, end) < end) {
      return null;
    }
    return PlainBytes.text(bytes, from, end);
  }
}
