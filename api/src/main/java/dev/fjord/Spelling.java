package dev.fjord;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds what somebody meant who wrote something else. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Spelling {
  /** Longer than any name there is; bounds the work for what comes from outside. */
  private static final int LONGEST = 100;

  private Spelling() {}

  /** The name that takes the fewest changes; of several the first. Empty if there are no names. */
  public static Optional<String> nearest(String written, Collection<String> names) {
    return names.stream().min(Comparator.comparingInt(name -> distance(name, written)));
  }

  /** Whether one is likely a slip of the pen for the other: few letters differ. */
  public static boolean isNear(String written, String name) {
    return distance(name, written) <= Math.max(1, name.length() / 6);
  }

  /** How many letters must be added, removed or changed. */
  static int distance(String from, String other) {
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
