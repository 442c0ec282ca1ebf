package dev.fjord.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** All samples of a run, a line each, written as they come: a run that was stopped goes on here. */
final class SampleFile {
  private final Path file;
  private final JsonMapper json = new JsonMapper();
  private final List<Sample> samples = new ArrayList<>();

  SampleFile(Path directory) throws IOException {
    Files.createDirectories(directory);
    file = directory.resolve("samples.jsonl");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        samples.add(json.readValue(line, Sample.class));
      }
    }
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  boolean has(String section, String row, int round) {
    return samples.stream()
        .anyMatch(
            sample ->
                sample.section().equals(section)
                    && sample.row().equals(row)
                    && sample.round() == round);
  }

  void add(List<Sample> more) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Sample sample : more) {
      lines.append(json.writeValueAsString(sample)).append('\n');
    }
    Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    samples.addAll(more);
  }
}
