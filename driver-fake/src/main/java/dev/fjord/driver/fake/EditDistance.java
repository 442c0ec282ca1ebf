package dev.fjord.driver.fake;

/** How many letters must be changed, added or removed to make one word of another. */
final class EditDistance {
  /** Longer words than any option has; bounds the work for what comes from outside. */
  private static final int LONGEST = 64;

  private EditDistance() {}

  static int between(String from, String other) {
    String to = other.length() > LONGEST ? other.substring(0, LONGEST) : other;
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
