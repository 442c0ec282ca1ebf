package dev.fjord.benchmarks.report;

import dev.fjord.benchmarks.load.Measurement;
import dev.fjord.benchmarks.suite.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The two answers: which executor for a service, and what porting a method gains. */
final class Advice {
  private static final List<String> COMBINATIONS =
      List.of("blocking-T", "hybrid-T", "hybrid-stage", "async-stage");

  private final Comparison comparison;

  Advice(Comparison comparison) {
    this.comparison = comparison;
  }

  /** One kind of work, for which the executors are compared. */
  private record Kind(Endpoint endpoint, String load) {
    String title() {
      int inFlight = Integer.parseInt(load.substring(load.indexOf(':') + 1));
      return String.format(Locale.ROOT, "%s, %,d in flight", endpoint.title(), inFlight);
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind(Endpoint.NOTHING, "async:64"),
          new Kind(Endpoint.WAIT, "async:1000"),
          new Kind(Endpoint.WAIT, "async:10000"),
          new Kind(Endpoint.CPU, "async:64"),
          new Kind(Endpoint.MIXED, "async:1000"));

  /** Operations per second of each executor for each kind of work. */
  Table executors() {
    List<List<String>> lines = new ArrayList<>();
    for (Kind kind : KINDS) {
      List<String> line = new ArrayList<>(List.of(kind.title()));
      COMBINATIONS.forEach(
          each -> line.add(Figures.number(median(each, kind, Measurement::opsPerSecond))));
      line.add(best(kind));
      if (!best(kind).isEmpty()) {
        lines.add(line);
      }
    }
    return new Table(
        "Which executor for my service? Operations per second, fake driver",
        List.of(
            "the method", "blocking(64), T", "hybrid, T", "hybrid, stage", "async, stage", "take"),
        lines);
  }

  /** What a method gains when T becomes CompletionStage of T under hybrid. */
  Table porting() {
    List<List<String>> lines = new ArrayList<>();
    for (Kind kind : KINDS) {
      if (best(kind).isEmpty()) {
        continue;
      }
      lines.add(
          List.of(
              kind.title(),
              ratio(kind, "hybrid-stage", "blocking-T", Measurement::opsPerSecond),
              ratio(kind, "hybrid-stage", "hybrid-T", Measurement::opsPerSecond),
              ratio(kind, "hybrid-stage", "hybrid-T", Measurement::p99),
              ratio(kind, "hybrid-stage", "hybrid-T", Measurement::clientCpu),
              ratio(kind, "hybrid-stage", "hybrid-T", Measurement::bytesPerOp),
              ratio(
                  kind,
                  "hybrid-stage",
                  "hybrid-T",
                  measured -> (double) measured.peakMebibytes())));
    }
    return new Table(
        "What do I gain by porting this method from T to CompletionStage<T>?",
        List.of(
            "the method",
            "throughput / blocking(64)",
            "throughput / hybrid T",
            "p99 / hybrid T",
            "CPU / hybrid T",
            "bytes / hybrid T",
            "peak memory / hybrid T"),
        lines);
  }

  /** Bars of one kind of work. */
  List<BarChart.Bar> bars(int kind) {
    Kind shown = KINDS.get(kind);
    return COMBINATIONS.stream()
        .map(
            each -> {
              double value = median(each, shown, Measurement::opsPerSecond);
              String kindOfBar = each.startsWith("blocking") ? "limit" : "fjord";
              return new BarChart.Bar(
                  each.replace("-T", ", T").replace("-stage", ", CompletionStage<T>"),
                  Double.isNaN(value) ? 0 : value,
                  Figures.number(value) + "/s",
                  kindOfBar);
            })
        .toList();
  }

  /** What a kind of work is called. */
  static String title(int kind) {
    return KINDS.get(kind).title();
  }

  /** The fastest; the plainest of those that are within a tenth of it. */
  private String best(Kind kind) {
    double fastest =
        COMBINATIONS.stream()
            .mapToDouble(each -> median(each, kind, Measurement::opsPerSecond))
            .filter(value -> !Double.isNaN(value))
            .max()
            .orElse(Double.NaN);
    return COMBINATIONS.stream()
        .filter(each -> median(each, kind, Measurement::opsPerSecond) >= 0.9 * fastest)
        .findFirst()
        .map(each -> each.replace("-T", ", T").replace("-stage", ", stage"))
        .orElse("");
  }

  private String ratio(Kind kind, String of, String over, ToDoubleFunction<Measurement> figure) {
    return Figures.number(median(of, kind, figure) / median(over, kind, figure));
  }

  private double median(String combination, Kind kind, ToDoubleFunction<Measurement> figure) {
    return Stream.of("matrix", "matrix-rpc")
        .map(
            section ->
                section + "/" + combination + "-" + kind.endpoint().word() + "@" + kind.load())
        .mapToDouble(name -> comparison.spread(name, figure).median())
        .filter(value -> !Double.isNaN(value))
        .findFirst()
        .orElse(Double.NaN);
  }
}
