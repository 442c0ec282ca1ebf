package dev.fjord;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One configuration key: its group and name (oslo.messaging's own), type, default and meaning.
 *
 * @param <T> the type of its value
 * @since 0.1.0
 */
public final class ConfigOption<T> {
  /** The group of options that belong to no driver. */
  public static final String DEFAULT_GROUP = "DEFAULT";

  private final String group;
  private final String name;
  private final String defaultText;
  private final String meaning;
  private final Function<String, T> parser;
  private final Notes notes;

  private ConfigOption(
      String group, String name, String defaultText, String meaning, Function<String, T> parser) {
    this(group, name, defaultText, meaning, parser, Notes.NONE);
  }

  private ConfigOption(
      String group,
      String name,
      String defaultText,
      String meaning,
      Function<String, T> parser,
      Notes notes) {
    this.group = group;
    this.name = name;
    this.defaultText = defaultText;
    this.meaning = meaning;
    this.parser = parser;
    this.notes = notes;
  }

  /** An option that is text. */
  public static ConfigOption<String> text(
      String group, String name, String defaultText, String meaning) {
    return new ConfigOption<>(group, name, defaultText, meaning, Function.identity());
  }

  /** An option that is a whole number of at least {@code least}. */
  public static ConfigOption<Integer> integer(
      String group, String name, int defaultValue, int least, String meaning) {
    return new ConfigOption<>(
        group,
        name,
        Integer.toString(defaultValue),
        meaning,
        text -> {
          int value;
          try {
            value = Integer.parseInt(text.trim());
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
          }
          if (value < least) {
            throw new IllegalArgumentException("must be at least " + least);
          }
          return value;
        });
  }

  /** An option in seconds, fractions allowed, not negative. */
  public static ConfigOption<Duration> seconds(
      String group, String name, String defaultText, String meaning) {
    return new ConfigOption<>(
        group,
        name,
        defaultText,
        meaning,
        text -> {
          double value;
          try {
            value = Double.parseDouble(text.trim());
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number of seconds", e);
          }
          if (!(value >= 0 && value <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("must be a number of seconds, not negative");
          }
          return Duration.ofNanos(Math.round(value * 1e9));
        });
  }

  /** An option that is true or false, in oslo.config's spellings. */
  public static ConfigOption<Boolean> flag(
      String group, String name, String defaultText, String meaning) {
    return new ConfigOption<>(
        group,
        name,
        defaultText,
        meaning,
        text ->
            switch (text.trim().toLowerCase(Locale.ROOT)) {
              case "true", "1", "on", "yes" -> true;
              case "false", "0", "off", "no" -> false;
              default -> throw new IllegalArgumentException("must be true or false");
            });
  }

  /** An option that is a list with commas between its items. */
  public static ConfigOption<List<String>> list(
      String group, String name, String defaultText, String meaning) {
    return new ConfigOption<>(
        group,
        name,
        defaultText,
        meaning,
        text ->
            Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .toList());
  }

  /** A list that a file may also give as several lines of one key: oslo.config's MultiOpt. */
  public static ConfigOption<List<String>> multi(
      String group, String name, String defaultText, String meaning) {
    return list(group, name, defaultText, meaning).with(new Notes(true, false, List.of()));
  }

  /** An option that is one of a few words. */
  public static ConfigOption<String> choice(
      String group, String name, List<String> allowed, String meaning) {
    return new ConfigOption<>(
        group,
        name,
        allowed.get(0),
        meaning,
        text -> {
          if (!allowed.contains(text.trim())) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", allowed));
          }
          return text.trim();
        });
  }

  /**
   * A copy that was known by other keys in the past, each with its group unless that is DEFAULT.
   */
  public ConfigOption<T> formerly(String... keys) {
    return with(new Notes(notes.isMulti(), notes.isWithoutEffect(), List.of(keys)));
  }

  /**
   * A copy that is accepted because other programs have it, and decides nothing here; its meaning
   * says why.
   */
  public ConfigOption<T> withoutEffect() {
    return with(new Notes(notes.isMulti(), true, notes.formerKeys()));
  }

  private ConfigOption<T> with(Notes changed) {
    return new ConfigOption<>(group, name, defaultText, meaning, parser, changed);
  }

  /** The keys by which it was known in the past. */
  public List<String> formerKeys() {
    return notes.formerKeys();
  }

  /** Whether it decides nothing and is accepted all the same. */
  public boolean isWithoutEffect() {
    return notes.isWithoutEffect();
  }

  /** Whether each line of a file adds to it. */
  boolean isMulti() {
    return notes.isMulti();
  }

  /** The group, as in an oslo configuration file. */
  public String group() {
    return group;
  }

  /** The name inside its group. */
  public String name() {
    return name;
  }

  /** The key as it is written in properties: the name, after the group if that is not DEFAULT. */
  public String key() {
    return group.equals(DEFAULT_GROUP) ? name : group + "." + name;
  }

  /** The default, as it would be written. */
  public String defaultText() {
    return defaultText;
  }

  /** What the option does, in a sentence, with its unit. */
  public String meaning() {
    return meaning;
  }

  /**
   * The value that a text stands for.
   *
   * @throws ConfigurationException if the text cannot be used
   */
  public T parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          key() + " = " + Escaped.text(text) + " cannot be used: it " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return key();
  }

  /** What few options have. */
  private record Notes(boolean isMulti, boolean isWithoutEffect, List<String> formerKeys) {
    static final Notes NONE = new Notes(false, false, List.of());
  }
}
