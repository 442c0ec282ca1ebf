package dev.fjord;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file in oslo.config's form, line by line as oslo.config does: {@code [section]}, {@code
 * key = value} or {@code key: value}, comments in lines that begin with {@code #} or {@code ;},
 * values that go on in lines which begin with a space, quotes around a value taken off. Confined to
 * one thread.
 */
final class OsloConfigFile {
  private final String name;
  private final BiConsumer<String, String> values;
  private int line;
  private @Nullable String section;
  private @Nullable String key;
  private List<String> value = new ArrayList<>();

  /** Tells each key, with its section before it unless that is DEFAULT, and its value. */
  OsloConfigFile(String name, BiConsumer<String, String> values) {
    this.name = name;
    this.values = values;
  }

  /**
   * Reads the lines.
   *
   * @throws ConfigurationException if one of them cannot be read
   */
  void read(List<String> lines) {
    for (String each : lines) {
      line++;
      read(each.stripTrailing());
    }
    flush();
  }

  private void read(String text) {
    if (text.isEmpty()) {
      flush();
    } else if (text.startsWith(" ") || text.startsWith("\t")) {
      if (key == null) {
        throw unreadable("goes on with a value, and there is none before it: take the space off");
      }
      value.add(text.stripLeading());
    } else {
      flush();
      if (text.startsWith("[")) {
        section = sectionOf(text);
      } else if (!text.startsWith("#") && !text.startsWith(";")) {
        assignment(text);
      }
    }
  }

  private String sectionOf(String text) {
    if (!text.endsWith("]") || text.length() == 2) {
      throw unreadable("begins a section: write [name]");
    }
    String found = text.substring(1, text.length() - 1);
    return found.equalsIgnoreCase(ConfigOption.DEFAULT_GROUP)
        ? ConfigOption.DEFAULT_GROUP
        : found.toLowerCase(Locale.ROOT);
  }

  private void assignment(String text) {
    int equal = text.indexOf('=');
    int colon = text.indexOf(':');
    if (equal < 0 && colon < 0) {
      throw unreadable("is neither a section nor key = value");
    }
    int separator = colon < 0 || (equal >= 0 && equal < colon) ? equal : colon;
    String found = text.substring(0, separator).strip();
    if (found.isEmpty()) {
      throw unreadable("has no key before '" + text.charAt(separator) + "'");
    }
    if (section == null) {
      throw unreadable("stands in no section: begin the file with [DEFAULT]");
    }
    key = found;
    value.add(unquoted(text.substring(separator + 1).strip()));
  }

  private static String unquoted(String text) {
    boolean isQuoted =
        (text.startsWith("\"") && text.endsWith("\""))
            || (text.startsWith("'") && text.endsWith("'"));
    return isQuoted ? text.substring(1, Math.max(1, text.length() - 1)) : text;
  }

  private void flush() {
    if (key != null) {
      String prefix = ConfigOption.DEFAULT_GROUP.equals(section) ? "" : section + ".";
      values.accept(prefix + key, String.join("\n", value));
      key = null;
      value = new ArrayList<>();
    }
  }

  /** Without the line itself: it may hold a password. */
  private ConfigurationException unreadable(String why) {
    return new ConfigurationException(name + ", line " + line + " " + why);
  }
}
