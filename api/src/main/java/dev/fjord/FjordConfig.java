package dev.fjord;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@link ConfigOption}s, from five sources. A later one wins: {@code
 * fjord.properties} on the class path, {@code fjord.properties} in the working directory (or the
 * files that the system property {@code fjord.config} names, separated as a class path is; the
 * {@code .conf} of an OpenStack service is one too), the environment ({@code OS_DEFAULT__EXECUTOR},
 * {@code OS_OSLO_MESSAGING_RABBIT__RABBIT_QUORUM_QUEUE}: oslo.config's own form), system properties
 * ({@code fjord.executor}), and what the builder sets.
 *
 * <p>Keys are oslo.messaging's names; those of a group are written {@code group.name}.
 *
 * @since 0.1.0
 */
public final class FjordConfig {
  private static final String FILE = "fjord.properties";
  private static final String SYSTEM_PREFIX = "fjord.";
  private static final String ENVIRONMENT_PREFIX = "OS_";

  // What a file of oslo.config means where it is silent.
  private static final ConfigEntry OSLO_URL =
      ConfigEntry.of("rabbit://", ConfigEntry.Source.OSLO_FILE);
  private static final ConfigEntry OSLO_DRIVERS = ConfigEntry.of("", ConfigEntry.Source.OSLO_FILE);

  private final SortedMap<String, ConfigEntry> entries;
  private final ConfigTemplate template;

  private FjordConfig(SortedMap<String, ConfigEntry> entries) {
    this.entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    this.template = new ConfigTemplate(this.entries);
  }

  /** A configuration in which every option has its default. */
  public static FjordConfig defaults() {
    return new FjordConfig(new TreeMap<>());
  }

  /**
   * The configuration of this process: files, environment, system properties.
   *
   * @throws ConfigurationException if a file cannot be read
   */
  public static FjordConfig load() {
    return builder().fromProcess().build();
  }

  /** Starts with every option at its default. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The value of an option, or its default.
   *
   * @throws ConfigurationException if the value cannot be used
   */
  public <T> T get(ConfigOption<T> option) {
    ConfigEntry entry = entries.get(option.key());
    if (entry == null) {
      return option.parse(option.defaultText());
    }
    String text = entry.last();
    if (entry.source() == ConfigEntry.Source.OSLO_FILE) {
      List<String> all = option.isMulti() ? entry.texts() : List.of(text);
      text =
          all.stream()
              .map(one -> template.resolve(option.key(), one))
              .collect(Collectors.joining(","));
    }
    return option.parse(text);
  }

  /** Whether a value was set for an option. */
  public boolean isSet(ConfigOption<?> option) {
    return entries.containsKey(option.key());
  }

  /** A copy with one value set. */
  public <T> FjordConfig with(ConfigOption<T> option, String value) {
    return toBuilder().set(option.key(), value).build();
  }

  /** Starts with every value of this configuration, to set more. */
  public Builder toBuilder() {
    Builder builder = builder();
    builder.entries.putAll(entries);
    return builder;
  }

  /** Every value that was set, by key, as it was written; may hold secrets. */
  public Map<String, String> asMap() {
    Map<String, String> values = new TreeMap<>();
    entries.forEach((key, entry) -> values.put(key, entry.last()));
    return Collections.unmodifiableMap(values);
  }

  /**
   * Whether the key may well be meant for another program: it comes from the environment, or from
   * the file of a whole service.
   */
  public boolean isShared(String key) {
    ConfigEntry entry = entries.get(key);
    return entry != null && entry.source() != ConfigEntry.Source.OWN;
  }

  /** The keys that are set, without their values: one may be a password. */
  @Override
  public String toString() {
    return "FjordConfig" + entries.keySet();
  }

  /** Collects values. Confined to one thread. */
  public static final class Builder {
    private final SortedMap<String, ConfigEntry> entries = new TreeMap<>();

    private Builder() {}

    /** Sets a value by key. */
    public Builder set(String key, String value) {
      entries.put(key, ConfigEntry.of(value, ConfigEntry.Source.OWN));
      return this;
    }

    /** Sets the value of an option. */
    public Builder set(ConfigOption<?> option, String value) {
      return set(option.key(), value);
    }

    /** Sets all values of a map, by key. */
    public Builder from(Map<String, String> more) {
      more.forEach(this::set);
      return this;
    }

    /** Sets what files, environment and system properties of this process say. */
    public Builder fromProcess() {
      fromClassPath();
      String files = System.getProperty("fjord.config");
      if (files != null) {
        for (String file : files.split(File.pathSeparator, -1)) {
          fromFile(Path.of(file));
        }
      } else if (Files.isRegularFile(Path.of(FILE))) {
        fromFile(Path.of(FILE));
      }
      fromEnvironment(System.getenv());
      System.getProperties()
          .forEach(
              (key, value) -> {
                String name = String.valueOf(key);
                if (name.startsWith(SYSTEM_PREFIX) && !name.equals("fjord.config")) {
                  set(name.substring(SYSTEM_PREFIX.length()), String.valueOf(value));
                }
              });
      return this;
    }

    /** Makes the value of a former key the option's own, unless that is set. */
    public Builder rename(String former, ConfigOption<?> option) {
      ConfigEntry entry = entries.remove(former);
      if (entry != null) {
        entries.putIfAbsent(option.key(), entry);
      }
      return this;
    }

    /**
     * Sets what a file says: one whose name ends with {@code .conf} or {@code .ini} as {@link
     * #fromOsloFile} reads it, any other as Java properties.
     *
     * @throws ConfigurationException if it cannot be read
     */
    public Builder fromFile(Path file) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".conf") || name.endsWith(".ini")) {
        return fromOsloFile(file);
      }
      try (Reader reader = Files.newBufferedReader(file)) {
        return fromProperties(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new ConfigurationException("The configuration file " + file + " cannot be read", e);
      }
    }

    /**
     * Sets what the configuration file of an OpenStack service says, as oslo.config reads it, with
     * oslo.messaging's own defaults for what the two libraries do differently when nothing is said:
     * the broker is {@code rabbit://}, and notifications go nowhere. What concerns others in the
     * file is passed over. May be repeated: a later file wins, and adds to options with several
     * values.
     *
     * @throws ConfigurationException if it cannot be read
     */
    public Builder fromOsloFile(Path file) {
      SortedMap<String, ConfigEntry> found = new TreeMap<>();
      try {
        new OsloConfigFile(
                file.toString(),
                (key, value) ->
                    found.merge(
                        key,
                        ConfigEntry.of(value, ConfigEntry.Source.OSLO_FILE),
                        (before, now) -> before.and(now.last())))
            .read(Files.readAllLines(file));
      } catch (IOException e) {
        throw new ConfigurationException("The configuration file " + file + " cannot be read", e);
      }
      found.forEach((key, entry) -> entries.merge(key, entry, Builder::together));
      entries.putIfAbsent(CoreOptions.TRANSPORT_URL.key(), OSLO_URL);
      entries.putIfAbsent(CoreOptions.NOTIFICATION_DRIVERS.key(), OSLO_DRIVERS);
      return this;
    }

    /** Two files together; anything else is replaced by the file. */
    private static ConfigEntry together(ConfigEntry before, ConfigEntry now) {
      if (before.source() != ConfigEntry.Source.OSLO_FILE
          || before.equals(OSLO_URL)
          || before.equals(OSLO_DRIVERS)) {
        return now;
      }
      List<String> texts = new ArrayList<>(before.texts());
      texts.addAll(now.texts());
      return new ConfigEntry(texts, now.source());
    }

    /** Sets what environment variables in oslo.config's form say. */
    public Builder fromEnvironment(Map<String, String> environment) {
      environment.forEach(
          (variable, value) -> {
            int separator = variable.indexOf("__", ENVIRONMENT_PREFIX.length());
            if (variable.startsWith(ENVIRONMENT_PREFIX)
                && separator > ENVIRONMENT_PREFIX.length()
                && separator + 2 < variable.length()) {
              String group = variable.substring(ENVIRONMENT_PREFIX.length(), separator);
              String name = variable.substring(separator + 2).toLowerCase(Locale.ROOT);
              entries.put(
                  group.equals(ConfigOption.DEFAULT_GROUP)
                      ? name
                      : group.toLowerCase(Locale.ROOT) + "." + name,
                  ConfigEntry.of(value, ConfigEntry.Source.ENVIRONMENT));
            }
          });
      return this;
    }

    /** The configuration as collected so far. */
    public FjordConfig build() {
      return new FjordConfig(entries);
    }

    private void fromClassPath() {
      @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
      try (InputStream stream =
          loader == null
              ? ClassLoader.getSystemResourceAsStream(FILE)
              : loader.getResourceAsStream(FILE)) {
        if (stream != null) {
          fromProperties(new java.io.InputStreamReader(stream, StandardCharsets.UTF_8));
        }
      } catch (IOException | IllegalArgumentException e) {
        throw new ConfigurationException(FILE + " on the class path cannot be read", e);
      }
    }

    private Builder fromProperties(Reader reader) throws IOException {
      Properties properties = new Properties();
      properties.load(reader);
      properties.forEach((key, value) -> set(String.valueOf(key), String.valueOf(value).trim()));
      return this;
    }
  }
}
