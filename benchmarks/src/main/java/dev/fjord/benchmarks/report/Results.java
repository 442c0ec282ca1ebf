package dev.fjord.benchmarks.report;

import dev.fjord.benchmarks.run.Sample;
import dev.fjord.benchmarks.suite.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that one run found.
 *
 * @param mode quick, standard, peers or grid
 * @param finished when, in UTC
 * @param machine what the figures depend on
 * @param sections what was run
 * @param samples what came of each row in each round
 * @param verdicts whether the goals were met, as far as this run can tell
 * @param failures the rows that could not be run, and why
 */
public record Results(
    String mode,
    String finished,
    Map<String, String> machine,
    List<Section> sections,
    List<Sample> samples,
    List<Verdict> verdicts,
    List<String> failures) {
  /** Copies the lists. */
  public Results {
    sections = List.copyOf(sections);
    samples = List.copyOf(samples);
    verdicts = List.copyOf(verdicts);
    failures = List.copyOf(failures);
  }

  /** Reads a file. */
  public static Results read(Path file) throws IOException {
    return new JsonMapper().readValue(Files.readString(file), Results.class);
  }

  /** Writes a file. */
  public void write(Path file) throws IOException {
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(file, json.writeValueAsString(this));
  }
}
