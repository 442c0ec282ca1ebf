package dev.fjord.benchmarks.report;

import dev.fjord.benchmarks.load.Measurement;
import dev.fjord.benchmarks.suite.Row;
import dev.fjord.benchmarks.suite.Section;
import java.util.ArrayList;
import java.util.List;

/** The tables of a run. */
final class Tables {
  private final Results results;
  private final Comparison comparison;

  Tables(Results results) {
    this.results = results;
    this.comparison = new Comparison(results.samples());
  }

  /** The table of a section. */
  Table of(Section section) {
    boolean isJmh = section.rows().getFirst().kind() == Row.Kind.JMH;
    List<List<String>> lines = new ArrayList<>();
    for (Row row : section.rows()) {
      for (String load : row.loads()) {
        String name = section.id() + "/" + row.id() + "@" + load;
        if (!comparison.rounds(name).isEmpty()) {
          lines.add(isJmh ? jmhLine(row, name) : line(row, load, name));
        }
      }
    }
    List<String> header =
        isJmh
            ? List.of("row", "ns/op", "B/op")
            : List.of(
                "row",
                "load",
                "ops/s",
                "p50",
                "p99",
                "p99.9",
                "B/op",
                "CPU µs/op",
                "broker µs/op",
                "threads",
                "peak MiB",
                "other cores");
    return new Table(section.title(), header, lines);
  }

  /** The goals. */
  Table goals() {
    List<List<String>> lines = new ArrayList<>();
    for (Verdict verdict : results.verdicts()) {
      var goal = verdict.goal();
      lines.add(
          List.of(
              goal.id(),
              goal.work(),
              Figures.number(verdict.figure().median()) + " " + goal.metric().unit(),
              Figures.range(verdict.result()),
              (goal.bound().name().equals("AT_LEAST") ? "≥ " : "≤ ")
                  + Figures.number(goal.limit())
                  + (goal.difference() ? " " + goal.metric().unit() + " more" : ""),
              verdict.met() ? "met" : "falls short"));
    }
    return new Table(
        "Goals", List.of("goal", "work", "figure", "ratio (min–max)", "bound", ""), lines);
  }

  private List<String> jmhLine(Row row, String name) {
    return List.of(
        row.title(),
        Figures.range(comparison.spread(name, measured -> 1e9 / measured.opsPerSecond())),
        Figures.range(comparison.spread(name, Measurement::bytesPerOp)));
  }

  private List<String> line(Row row, String load, String name) {
    return List.of(
        row.title(),
        load,
        Figures.range(comparison.spread(name, Measurement::opsPerSecond)),
        Figures.time(median(name, Measurement::p50)),
        Figures.time(median(name, Measurement::p99)),
        Figures.time(median(name, Measurement::p999)),
        Figures.number(median(name, Measurement::bytesPerOp)),
        Figures.number(median(name, Measurement::clientCpu)),
        Figures.number(median(name, Measurement::brokerCpu)),
        Figures.number(median(name, measured -> (double) measured.threads())),
        Figures.number(median(name, measured -> (double) measured.peakMebibytes())),
        Figures.number(median(name, Measurement::otherCores)));
  }

  private double median(String name, java.util.function.ToDoubleFunction<Measurement> figure) {
    return comparison.spread(name, figure).median();
  }
}
