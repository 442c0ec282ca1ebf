package dev.fjord.interop.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule of the wire.
 *
 * @param section the part of the wire it belongs to
 * @param id what tests call it
 * @param roles who keeps it: caller, server, notifier, listener, any
 * @param against what it is held against: python, broker, java, or why nothing can be
 * @param text what it says
 */
record WireRule(String section, String id, List<String> roles, String against, String text) {
  private static final String UNOBSERVED = "unobserved: ";

  /** All rules in the order of the page. */
  static List<WireRule> all() {
    try (InputStream in = WireRule.class.getResourceAsStream("rules.txt")) {
      List<WireRule> rules = new ArrayList<>();
      String section = "";
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("# ")) {
          section = line.substring(2);
        } else if (!line.isBlank()) {
          rules.add(read(section, line));
        }
      }
      return rules;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a test can show it. */
  boolean isObserved() {
    return !against.startsWith(UNOBSERVED);
  }

  /** Why no test shows it. */
  String reason() {
    return against.substring(UNOBSERVED.length());
  }

  /** What it is about: requests and replies, notifications, or both. */
  String kind() {
    boolean isRpc = roles.contains("caller") || roles.contains("server");
    boolean isNotification = roles.contains("notifier") || roles.contains("listener");
    if (roles.contains("any") || (isRpc && isNotification)) {
      return "both";
    }
    return isRpc ? "RPC" : "notifications";
  }

  private static WireRule read(String section, String line) {
    String[] cells = line.split("\\s+\\|\\s+", 4);
    if (cells.length != 4) {
      throw new IllegalArgumentException("a rule has four cells: " + line);
    }
    return new WireRule(section, cells[0], List.of(cells[1].split(" ")), cells[2], cells[3]);
  }
}
