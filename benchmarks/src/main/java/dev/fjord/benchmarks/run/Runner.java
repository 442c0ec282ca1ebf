package dev.fjord.benchmarks.run;

import dev.fjord.benchmarks.load.Measurement;
import dev.fjord.benchmarks.suite.Row;
import dev.fjord.benchmarks.suite.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs sections round by round: each row in a fresh process, the order turned by one place in each
 * round. What the directory holds already is not run again. Confined to one thread.
 */
final class Runner {
  private static final String LIMIT = "limit";
  private static final String LIMIT_LOAD = "async:64";

  private final Path directory;
  private final SampleFile file;
  private final List<String> failures = new ArrayList<>();
  private final Map<Section.Need, RunningBroker> brokers = new EnumMap<>(Section.Need.class);

  Runner(Path directory) throws IOException {
    this.directory = directory;
    this.file = new SampleFile(directory);
  }

  List<Sample> samples() {
    return file.samples();
  }

  /** The rows that could not be run, and why; a run that goes on tries them again. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  void run(List<Section> sections) throws IOException, InterruptedException {
    int rows = sections.stream().mapToInt(each -> each.rounds() * each.rows().size()).sum();
    Progress progress = new Progress(System.err, Boolean.getBoolean("fjord.terminal"), rows);
    try {
      for (Section section : sections) {
        for (int round = 1; round <= section.rounds(); round++) {
          runRound(section, round, progress);
        }
      }
    } finally {
      progress.finished();
      brokers.values().forEach(RunningBroker::close);
    }
  }

  private void runRound(Section section, int round, Progress progress)
      throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>(section.rows());
    // The first after a pause is favoured: let that be another one each time.
    Collections.rotate(rows, -(round - 1));
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (file.has(section.id(), row.id(), round)) {
        progress.skipped();
        continue;
      }
      progress.begins(
          "%s, round %d of %d: %s".formatted(section.id(), round, section.rounds(), row.title()));
      RowProcess process = new RowProcess(directory, brokerFor(section));
      try {
        file.add(samples(section, row, process, new Turn(round, i + 1)));
      } catch (IOException e) {
        failures.add(section.id() + ", round " + round + ": " + e.getMessage());
      }
      progress.ended();
    }
  }

  private List<Sample> samples(Section section, Row row, RowProcess process, Turn turn)
      throws IOException, InterruptedException {
    List<String> loads = new ArrayList<>();
    for (String load : row.loads()) {
      loads.add(load.equals(Row.HALF_THE_LIMIT) ? "open:" + halfTheLimit(section, process) : load);
    }
    List<Measurement> measured = process.run(section, row, loads);
    if (measured.size() != loads.size()) {
      throw new IOException(row.id() + " printed " + measured.size() + " results for " + loads);
    }
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      samples.add(
          new Sample(
              section.id(),
              row.id(),
              row.loads().get(i),
              turn.round,
              turn.position,
              measured.get(i)));
    }
    return samples;
  }

  /** Half of what the section's first row, its limit, reaches: measured once, before it is used. */
  private int halfTheLimit(Section section, RowProcess process)
      throws IOException, InterruptedException {
    String of = section.id() + "-" + LIMIT;
    if (!file.has(of, LIMIT, 1)) {
      Row limit = section.rows().getFirst();
      Measurement measured = process.run(section, limit, List.of(LIMIT_LOAD)).getFirst();
      file.add(List.of(new Sample(of, LIMIT, LIMIT_LOAD, 1, 1, measured)));
    }
    return file.samples().stream()
        .filter(sample -> sample.section().equals(of))
        .mapToInt(sample -> (int) (sample.measured().opsPerSecond() / 2))
        .findFirst()
        .orElseThrow();
  }

  /** Which round, and which place in it. */
  private record Turn(int round, int position) {}

  private @Nullable RunningBroker brokerFor(Section section)
      throws IOException, InterruptedException {
    RunningBroker running = brokers.get(section.need());
    if (running == null && section.need() != Section.Need.NOTHING) {
      running = section.need() == Section.Need.BROKER ? BrokerNode.start() : ArtemisNode.start();
      brokers.put(section.need(), running);
    }
    return running;
  }
}
