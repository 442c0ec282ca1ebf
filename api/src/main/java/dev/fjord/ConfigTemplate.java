package dev.fjord;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values of options in the place of their names, as oslo.config does: {@code $name}, {@code
 * ${name}}, {@code ${group.name}}; {@code $$} and {@code \$} stand for a dollar sign. A name
 * without a group is one of the value's own group, or else of DEFAULT.
 */
final class ConfigTemplate {
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$(?:(?<dollar>\\$)|(?<plain>[_a-z][._a-z0-9]*)|\\{(?<braced>[_a-z][._a-z0-9]*)})",
          Pattern.CASE_INSENSITIVE);
  private static final int DEEPEST = 20;

  private final Map<String, ConfigEntry> entries;

  ConfigTemplate(Map<String, ConfigEntry> entries) {
    this.entries = entries;
  }

  /**
   * The value that a template of a key stands for.
   *
   * @throws ConfigurationException if it names an option that has no value
   */
  String resolve(String key, String text) {
    return resolve(key, text, 0);
  }

  private String resolve(String key, String text, int depth) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    if (depth > DEEPEST) {
      throw new ConfigurationException(
          Escaped.text(key) + " cannot be used: the names in it lead in a circle");
    }
    Matcher matcher = REFERENCE.matcher(text.replace("\\$", "$$"));
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String name =
          matcher.group("plain") != null ? matcher.group("plain") : matcher.group("braced");
      String found = name == null ? "$" : valueOf(key, name, depth);
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(found));
    }
    return matcher.appendTail(resolved).toString();
  }

  private String valueOf(String key, String name, int depth) {
    int dot = key.indexOf('.');
    String group = dot < 0 ? "" : key.substring(0, dot + 1);
    for (String candidate : new String[] {group + name, withoutDefault(name)}) {
      ConfigEntry entry = entries.get(candidate);
      if (entry != null) {
        return entry.source() == ConfigEntry.Source.OSLO_FILE
            ? resolve(candidate, entry.last(), depth + 1)
            : entry.last();
      }
    }
    Optional<String> ofOption =
        CoreOptions.all().stream()
            .filter(option -> option.key().equals(withoutDefault(name)))
            .map(ConfigOption::defaultText)
            .findFirst();
    return ofOption.orElseThrow(
        () ->
            new ConfigurationException(
                Escaped.text(key)
                    + " cannot be used: it refers to "
                    + Escaped.text(name)
                    + ", which has no value here. Set it, or write $$ for a dollar sign"));
  }

  private static String withoutDefault(String name) {
    String prefix = ConfigOption.DEFAULT_GROUP + ".";
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}
