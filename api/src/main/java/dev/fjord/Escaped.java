package dev.fjord;

/**
 * Text from outside made safe for one line of a log or of an error: control, format and bidi
 * characters are written as escapes and long values are cut.
 */
public final class Escaped {
  private static final int LONGEST = 300;

  private Escaped() {}

  /** The text on one line, at most 300 characters long. */
  public static String text(String raw) {
    StringBuilder safe = new StringBuilder(Math.min(raw.length(), LONGEST) + 8);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (isUnsafe(c)) {
        safe.append(String.format("\\u%04x", (int) c));
      } else {
        safe.append(c);
      }
      if (safe.length() >= LONGEST - 3) {
        return i == raw.length() - 1 ? safe.toString() : safe.append("...").toString();
      }
    }
    return safe.toString();
  }

  private static boolean isUnsafe(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          !Character.isSurrogate(c);
      default -> false;
    };
  }
}
