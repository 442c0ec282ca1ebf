package dev.fjord.notify.routing;

import dev.fjord.ConfigurationException;
import dev.fjord.Escaped;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads rules from YAML in oslo.messaging's form:
 *
 * <pre>
 * group:
 *   driver:
 *     accepted_events: [pattern, …]
 *     accepted_priorities: [pattern, …]
 * </pre>
 */
final class RoutingFile {
  private static final Logger LOG = LoggerFactory.getLogger(RoutingFile.class);
  private static final String EVENTS = "accepted_events";
  private static final String PRIORITIES = "accepted_priorities";

  private final Path file;

  private RoutingFile(Path file) {
    this.file = file;
  }

  /**
   * The rules of a file.
   *
   * @throws ConfigurationException if it cannot be read or says something else
   */
  static RoutingTable read(Path file) {
    return new RoutingFile(file).table();
  }

  private RoutingTable table() {
    List<RoutingRule> rules = new ArrayList<>();
    Object groups = parsed();
    if (groups == null) {
      LOG.warn("{} has no rules: no notification goes anywhere", file);
      return new RoutingTable(rules);
    }
    map(groups, "the file")
        .forEach(
            (group, drivers) ->
                map(drivers, "the group " + group)
                    .forEach((driver, rule) -> rules.add(rule(group, driver, rule))));
    return new RoutingTable(rules);
  }

  private @Nullable Object parsed() {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Load(LoadSettings.builder().setLabel(file.toString()).build())
          .loadFromReader(reader);
    } catch (IOException e) {
      throw new ConfigurationException(
          "The rules of the notifier driver routing cannot be read from " + file, e);
    } catch (YamlEngineException e) {
      throw new ConfigurationException(
          file + " is not YAML: " + Escaped.text(String.valueOf(e.getMessage())), e);
    }
  }

  private RoutingRule rule(String group, String driver, @Nullable Object rule) {
    String where = "the driver " + driver + " of the group " + group;
    // A driver without anything under it accepts everything, like one with an empty map.
    Map<String, @Nullable Object> parts = rule == null ? Map.of() : map(rule, where);
    for (String part : parts.keySet()) {
      if (!part.equals(EVENTS) && !part.equals(PRIORITIES)) {
        LOG.warn(
            "{}: {} has {}, which means nothing; known are {} and {}",
            file,
            where,
            Escaped.text(part),
            EVENTS,
            PRIORITIES);
      }
    }
    return new RoutingRule(
        driver,
        globs(parts, EVENTS, where, Glob::of),
        globs(parts, PRIORITIES, where, Glob::lowerCase));
  }

  private Optional<List<Glob>> globs(
      Map<String, @Nullable Object> parts,
      String part,
      String where,
      Function<String, Glob> reader) {
    if (!parts.containsKey(part)) {
      return Optional.empty();
    }
    if (!(parts.get(part) instanceof List<?> patterns)) {
      throw wrong(part + " of " + where + " must be a list");
    }
    List<Glob> globs = new ArrayList<>();
    for (Object pattern : patterns) {
      if (!(pattern instanceof String text)) {
        throw wrong(part + " of " + where + " has " + pattern + ", which is no text: quote it");
      }
      globs.add(reader.apply(text));
    }
    return Optional.of(globs);
  }

  private Map<String, @Nullable Object> map(@Nullable Object value, String where) {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(where + " must be a map");
    }
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    map.forEach((key, inner) -> named.put(Escaped.text(String.valueOf(key)), inner));
    return named;
  }

  private ConfigurationException wrong(String what) {
    return new ConfigurationException(
        file + " has no rules for the notifier driver routing: " + what);
  }
}
