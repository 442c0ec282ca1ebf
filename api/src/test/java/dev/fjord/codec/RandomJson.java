package dev.fjord.codec;

import java.util.Random;

/** Texts of JSON from a seed. */
final class RandomJson {
  private static final String[] SPACES = {"", "", " ", "\n", "\t \r"};
  private static final String[] SCALARS = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "17",
    "123456789012345678901",
    "-1.25",
    "1e9",
    "2E-3",
    "NaN",
    "-Infinity"
  };

  private RandomJson() {}

  static String space(Random random) {
    return SPACES[random.nextInt(SPACES.length)];
  }

  static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 5 : 3)) {
      case 0, 1 -> SCALARS[random.nextInt(SCALARS.length)];
      case 2 -> quoted(random, 12);
      case 3 -> "[" + items(random, depth, false) + "]";
      default -> "{" + items(random, depth, true) + "}";
    };
  }

  /** A JSON string in which every kind of unit and of escape occurs. */
  static String quoted(Random random, int longest) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(longest); i > 0; i--) {
      switch (random.nextInt(8)) {
        case 0 -> text.append('\\').append("\"\\/bfnrt".charAt(random.nextInt(8)));
        case 1 -> text.append(String.format("\\u%04x", random.nextInt(0x10000)));
        case 2 -> text.append(String.format("\\uD83D\\uDE%02X", random.nextInt(0x50)));
        case 3 -> text.append(String.format("\\ud8%02x", random.nextInt(0x100)));
        case 4 -> text.append((char) (0xa0 + random.nextInt(0x700)));
        case 5 -> text.append((char) (0x3040 + random.nextInt(0x5000)));
        case 6 -> text.appendCodePoint(0x1f300 + random.nextInt(0x200));
        default -> text.append("az AZ09]}{[,:'".charAt(random.nextInt(14)));
      }
    }
    return text.append('"').toString();
  }

  private static String items(Random random, int depth, boolean named) {
    StringBuilder text = new StringBuilder(space(random));
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(named ? "\"n\\u00e9\\n" + i + "\"" + space(random) + ":" + space(random) : "");
      text.append(value(random, depth - 1)).append(space(random)).append(i > 1 ? "," : "");
      text.append(space(random));
    }
    return text.toString();
  }
}
