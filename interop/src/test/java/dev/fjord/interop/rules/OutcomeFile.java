package dev.fjord.interop.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The outcomes of one run, written to a file of its own when it is closed. Thread-safe. */
final class OutcomeFile implements AutoCloseable {
  private static final Path DIRECTORY =
      Path.of(System.getProperty("basedir", "."), "target", "compatibility");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Outcome> outcomes = new TreeMap<>();

  synchronized void add(String test, Outcome outcome) {
    outcomes.merge(test, outcome, Outcome::worse);
  }

  @Override
  public synchronized void close() throws IOException {
    Files.createDirectories(DIRECTORY);
    Path file = DIRECTORY.resolve("outcomes-" + ProcessHandle.current().pid() + ".json");
    Files.writeString(file, JSON.writeValueAsString(outcomes));
  }

  /** The outcomes of all runs since the directory was last emptied, by test. */
  static Map<String, Outcome> recorded() throws IOException {
    Map<String, Outcome> all = new TreeMap<>();
    if (!Files.isDirectory(DIRECTORY)) {
      return all;
    }
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        JSON.readValue(Files.readString(file), new TypeReference<Map<String, Outcome>>() {})
            .forEach((test, outcome) -> all.merge(test, outcome, Outcome::worse));
      }
    }
    return all;
  }
}
