package dev.fjord.benchmarks.gate;

import dev.fjord.benchmarks.load.Allocation;
import dev.fjord.benchmarks.load.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the bytes that an operation allocates with those on record. Bytes, since nothing else is
 * steady on a machine that others use too.
 */
public final class Gate {
  /** How much more is let pass. */
  static final double MARGIN = 1.5;

  private static final String FILE = "benchmarks/gate.properties";
  private static final String HEAD =
      """
      # Bytes allocated for an operation, both ends. What needs half as much again fails the build.
      # After a change that is meant: bin/bench gate --update
      """;

  private final Path file;

  /** With the file of recorded values below the project's root. */
  public Gate(Path root) {
    this.file = root.resolve(FILE);
  }

  /** Measures, and compares or records; returns what the process is to end with. */
  public static int main(Path root, boolean update) throws IOException {
    Gate gate = new Gate(root);
    Map<String, Long> measured = measure();
    if (update) {
      gate.record(measured);
      System.out.println("Recorded in " + gate.file + ": " + measured);
      return 0;
    }
    List<String> broken = gate.broken(measured);
    System.out.println("Measured: " + measured);
    broken.forEach(System.out::println);
    return broken.isEmpty() ? 0 : 1;
  }

  /** The bytes of an operation of each row. */
  public static Map<String, Long> measure() throws IOException {
    Map<String, Long> measured = new LinkedHashMap<>();
    for (GateRow row : GateRow.all()) {
      try (Subject subject = row.opening().get()) {
        measured.put(row.name(), Math.round(Allocation.bytesPerOp(subject)));
      }
    }
    return measured;
  }

  /** What needs more than the recorded value and the margin, as sentences. */
  public List<String> broken(Map<String, Long> measured) throws IOException {
    Map<String, Long> recorded = recorded();
    List<String> broken = new ArrayList<>();
    measured.forEach(
        (name, bytes) -> {
          Long known = recorded.get(name);
          if (known == null) {
            broken.add(name + " has no value in " + FILE + ": run bin/bench gate --update");
          } else if (bytes > known * MARGIN) {
            broken.add(
                "%s allocates %d bytes for an operation, on record are %d (+50 %% is let pass)."
                        .formatted(name, bytes, known)
                    + " If that is meant: bin/bench gate --update");
          }
        });
    return broken;
  }

  private Map<String, Long> recorded() throws IOException {
    Map<String, Long> recorded = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int separator = line.indexOf('=');
      if (separator > 0 && !line.startsWith("#")) {
        recorded.put(
            line.substring(0, separator).strip(),
            Long.parseLong(line.substring(separator + 1).strip()));
      }
    }
    return recorded;
  }

  private void record(Map<String, Long> measured) throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    measured.forEach((name, bytes) -> text.append(name).append(" = ").append(bytes).append('\n'));
    Files.writeString(file, text);
  }
}
