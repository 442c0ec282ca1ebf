package dev.fjord;

import java.nio.charset.StandardCharsets;

/** What a name must look like to become part of an exchange, queue or routing key. */
final class AddressRules {
  private static final int LONGEST = 127;

  private AddressRules() {}

  static String checked(String part, String name) {
    // Two names and a dot must fit a short string of AMQP, which has 255 bytes.
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > LONGEST) {
      throw refused(part, name, "must have 1 to " + LONGEST + " bytes in UTF-8, has " + bytes);
    }
    if (name.startsWith("amq.")) {
      throw refused(part, name, "must not begin with 'amq.', which belongs to the broker");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c) || c == '*' || c == '#') {
        throw refused(part, name, "must have no wildcard and no control character");
      }
    }
    return name;
  }

  private static InvalidTargetException refused(String part, String name, String rule) {
    return new InvalidTargetException(
        Target.empty(), part + " '" + Escaped.text(name) + "' " + rule);
  }
}
