package dev.fjord.notify.routing;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pattern as of a shell, matched against a whole text as Python's {@code fnmatch} does on Linux:
 * {@code *} is any number of characters, {@code ?} one, {@code [abc]} and {@code [a-z]} one of
 * these, {@code [!abc]} one of all others. Immutable and thread-safe.
 */
final class Glob {
  private final Pattern pattern;

  private Glob(String glob) {
    pattern = Pattern.compile(translated(glob), Pattern.DOTALL);
  }

  /** A pattern that tells capitals from small letters. */
  static Glob of(String glob) {
    return new Glob(glob);
  }

  /** A pattern in small letters, for texts that are in small letters. */
  static Glob lowerCase(String glob) {
    return new Glob(glob.toLowerCase(Locale.ROOT));
  }

  boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  private static String translated(String glob) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at);
      int end = c == '[' ? setEnd(glob, at) : -1;
      if (end > 0) {
        regex.append(set(glob.substring(at + 1, end)));
        at = end + 1;
        continue;
      }
      switch (c) {
        case '*' -> {
          // One of several in a row says all, and does not make matching slow.
          if (at == 0 || glob.charAt(at - 1) != '*') {
            regex.append(".*");
          }
        }
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
      at++;
    }
    return regex.toString();
  }

  /**
   * Where a set ends; a bracket that is its first member does not end it. -1 if it does not end.
   */
  private static int setEnd(String glob, int begin) {
    int from = begin + 1;
    if (from < glob.length() && glob.charAt(from) == '!') {
      from++;
    }
    return glob.indexOf(']', from + 1);
  }

  private static String set(String members) {
    boolean isNegated = members.startsWith("!");
    String all = isNegated ? members.substring(1) : members;
    StringBuilder set = new StringBuilder();
    int at = 0;
    while (at < all.length()) {
      char from = all.charAt(at);
      boolean isRange = at + 2 < all.length() && all.charAt(at + 1) == '-';
      char to = isRange ? all.charAt(at + 2) : from;
      // Nobody is in a range from z to a, which Java would refuse.
      if (from <= to) {
        set.append(member(from)).append('-').append(member(to));
      }
      at += isRange ? 3 : 1;
    }
    if (set.isEmpty()) {
      return isNegated ? "." : "(?!)";
    }
    return (isNegated ? "[^" : "[") + set + "]";
  }

  private static String member(char c) {
    return Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c;
  }
}
