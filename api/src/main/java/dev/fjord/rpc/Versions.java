package dev.fjord.rpc;

import java.util.OptionalInt;

/** Compatibility of interface versions, by oslo.messaging's rule. */
final class Versions {
  private static final int LONGEST = 29;

  private Versions() {}

  /**
   * Whether an endpoint of one version serves requests of another: same major, requested minor not
   * above, and on equal minors the requested revision not above. What is not a version is served by
   * nobody.
   */
  static boolean isCompatible(String implemented, String requested) {
    OptionalInt[] have = parts(implemented);
    OptionalInt[] want = parts(requested);
    for (int i = 0; i < 3; i++) {
      if (have[i].isEmpty() || want[i].isEmpty()) {
        return false;
      }
    }
    int[] h = {have[0].getAsInt(), have[1].getAsInt(), have[2].getAsInt()};
    int[] w = {want[0].getAsInt(), want[1].getAsInt(), want[2].getAsInt()};
    return h[0] == w[0] && (w[1] < h[1] || (w[1] == h[1] && w[2] <= h[2]));
  }

  /** Whether a text is {@code major.minor} or {@code major.minor.revision}. */
  static boolean isVersion(String text) {
    return isCompatible(text, text);
  }

  private static OptionalInt[] parts(String version) {
    OptionalInt[] parts = {OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(0)};
    if (version.length() > LONGEST) {
      // It may be as large as a message, and all dots.
      return parts;
    }
    String[] texts = version.split("\\.", -1);
    if (texts.length == 2 || texts.length == 3) {
      for (int i = 0; i < texts.length; i++) {
        parts[i] = number(texts[i]);
      }
    }
    return parts;
  }

  private static OptionalInt number(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return OptionalInt.empty();
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      value = value * 10 + (c - '0');
    }
    return OptionalInt.of(value);
  }
}
