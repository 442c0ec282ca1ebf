package dev.fjord.cli.json;

import dev.fjord.Escaped;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text from outside on one line of a terminal, which it can neither break nor command. */
public final class OneLine {
  private static final int CHUNK = 40;
  private static final int LONGEST = 4_000;

  private OneLine() {}

  /** The same JSON on one line; what a terminal might act on is written as escapes. */
  public static String of(JsonText json) {
    StringBuilder line = new StringBuilder(json.length());
    json.asString()
        .codePoints()
        .forEach(
            point -> {
              if (point == '\n' || point == '\r' || point == '\t') {
                // Between values only: inside a string JSON has them as escapes.
                line.append(' ');
              } else if (isUnsafe(point)) {
                for (char unit : Character.toChars(point)) {
                  line.append(String.format("\\u%04x", (int) unit));
                }
              } else {
                line.appendCodePoint(point);
              }
            });
    return line.toString();
  }

  /** The JSON of an object, whose values may be {@link JsonText}, on one line. */
  public static String of(JsonCodec codec, Map<String, ? extends @Nullable Object> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new RawJson(codec).write(fields, bytes);
    return of(JsonText.of(bytes.toByteArray()));
  }

  /** Plain text on one line, cut only where it is beyond reading. */
  public static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    int end = Math.min(text.length(), LONGEST);
    for (int from = 0; from < end; from += CHUNK) {
      line.append(Escaped.text(text.substring(from, Math.min(end, from + CHUNK))));
    }
    return text.length() > LONGEST ? line.append("...").toString() : line.toString();
  }

  private static boolean isUnsafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
