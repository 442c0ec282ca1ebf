package dev.fjord.fuzz;

import dev.fjord.Escaped;

/** What must hold of whatever comes of a seam. */
final class Seams {
  private static final int LONGEST = 1_500;

  private Seams() {}

  static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("A value that was read is not whole");
    }
  }

  /** A text for the log is short and shows no body. */
  static void requireShort(Object value) {
    if (value.toString().length() > LONGEST) {
      throw new AssertionError("The text of " + value.getClass() + " is too long");
    }
  }

  /** A message for the log is one line. */
  static void requireOneLine(Exception e) {
    String text = String.valueOf(e.getMessage());
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("Not fit for a log: " + Escaped.text(text), e);
    }
  }
}
