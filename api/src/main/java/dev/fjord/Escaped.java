package dev.fjord;

/**
 * Text from outside made safe for one line of a log or of an error: control, format and bidi
 * characters and lone surrogates are written as escapes and long values are cut.
 *
 * @since 0.1.0
 */
public final class Escaped {
  private static final int LONGEST = 300;
  private static final String CUT = "...";

  private Escaped() {}

  /** The text on one line, at most 300 characters long. */
  public static String text(String raw) {
    StringBuilder safe = new StringBuilder(Math.min(raw.length(), LONGEST));
    int i = 0;
    while (i < raw.length()) {
      int c = raw.codePointAt(i);
      int length = safe.length();
      append(safe, c);
      if (safe.length() > LONGEST - CUT.length()) {
        safe.setLength(length);
        return safe.append(CUT).toString();
      }
      i += Character.charCount(c);
    }
    return safe.toString();
  }

  private static void append(StringBuilder safe, int c) {
    if (isUnsafe(c)) {
      for (char unit : Character.toChars(c)) {
        safe.append(String.format("\\u%04x", (int) unit));
      }
    } else {
      safe.appendCodePoint(c);
    }
  }

  private static boolean isUnsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          // Alone: no text encoding can carry it.
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
