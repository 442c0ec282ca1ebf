package dev.fjord;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@link ConfigOption}s, from five sources. A later one wins: {@code
 * fjord.properties} on the class path, {@code fjord.properties} in the working directory (or the
 * file that the system property {@code fjord.config} names), the environment ({@code
 * OS_DEFAULT__EXECUTOR}, {@code OS_OSLO_MESSAGING_RABBIT__RABBIT_QUORUM_QUEUE}: oslo.config's own
 * form), system properties ({@code fjord.executor}), and what the builder sets.
 *
 * <p>Keys are oslo.messaging's names; those of a group are written {@code group.name}.
 *
 * @since 0.1.0
 */
public final class FjordConfig {
  private static final String FILE = "fjord.properties";
  private static final String SYSTEM_PREFIX = "fjord.";
  private static final String ENVIRONMENT_PREFIX = "OS_";

  private final Map<String, String> values;

  private FjordConfig(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** A configuration in which every option has its default. */
  public static FjordConfig defaults() {
    return new FjordConfig(Map.of());
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
    return option.parse(values.getOrDefault(option.key(), option.defaultText()));
  }

  /** Whether a value was set for an option. */
  public boolean isSet(ConfigOption<?> option) {
    return values.containsKey(option.key());
  }

  /** A copy with one value set. */
  public <T> FjordConfig with(ConfigOption<T> option, String value) {
    return builder().from(values).set(option.key(), value).build();
  }

  /** Every value that was set, by key; may hold secrets. */
  public Map<String, String> asMap() {
    return values;
  }

  /** The keys that are set, without their values: one may be a password. */
  @Override
  public String toString() {
    return "FjordConfig" + values.keySet();
  }

  /** Collects values. Confined to one thread. */
  public static final class Builder {
    private final Map<String, String> values = new TreeMap<>();

    private Builder() {}

    /** Sets a value by key. */
    public Builder set(String key, String value) {
      values.put(key, value);
      return this;
    }

    /** Sets the value of an option. */
    public Builder set(ConfigOption<?> option, String value) {
      return set(option.key(), value);
    }

    /** Sets all values of a map, by key. */
    public Builder from(Map<String, String> more) {
      values.putAll(more);
      return this;
    }

    /** Sets what files, environment and system properties of this process say. */
    public Builder fromProcess() {
      fromClassPath();
      String file = System.getProperty("fjord.config");
      if (file != null) {
        fromFile(Path.of(file));
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

    /**
     * Sets what a properties file says.
     *
     * @throws ConfigurationException if it cannot be read
     */
    public Builder fromFile(Path file) {
      try (Reader reader = Files.newBufferedReader(file)) {
        return fromProperties(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new ConfigurationException("The configuration file " + file + " cannot be read", e);
      }
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
              set(
                  group.equals(ConfigOption.DEFAULT_GROUP)
                      ? name
                      : group.toLowerCase(Locale.ROOT) + "." + name,
                  value);
            }
          });
      return this;
    }

    /** The configuration as collected so far. */
    public FjordConfig build() {
      return new FjordConfig(values);
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
