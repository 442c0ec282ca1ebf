package dev.fjord.porting;

import dev.fjord.spi.EndpointMethod;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which methods of a server are ported, which are ready to be, and which were ported too early,
 * from what was measured since its start. Immutable; {@link #toString} is a table for people.
 *
 * @param server the server's name
 * @param executor the executor that decides its threads
 * @param methods one report for each method, in order of registration
 * @since 0.1.0
 */
public record PortingReport(String server, String executor, List<MethodReport> methods) {
  /** Copies the list. */
  public PortingReport {
    methods = List.copyOf(methods);
  }

  /** The report of the first method that callers know by a name. */
  public Optional<MethodReport> method(String name) {
    return methods.stream().filter(report -> report.method().name().equals(name)).findFirst();
  }

  /** The methods of one readiness, by their Java names. */
  public List<String> methods(Readiness readiness) {
    return methods.stream()
        .filter(report -> report.verdict().readiness() == readiness)
        .map(report -> report.method().javaName())
        .toList();
  }

  /** One line: which methods stand where. */
  public String summary() {
    Map<Readiness, List<String>> sorted = new EnumMap<>(Readiness.class);
    for (MethodReport report : methods) {
      sorted
          .computeIfAbsent(report.verdict().readiness(), none -> new ArrayList<>())
          .add(report.method().javaName());
    }
    return sorted.entrySet().stream()
        .map(
            each ->
                each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + ": "
                    + String.join(", ", each.getValue()))
        .collect(Collectors.joining("; "));
  }

  /** The table's cells, header first; times are those that it had its loop, or else its worker. */
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("METHOD", "STYLE", "RUNS ON", "CALLS", "FAILED", "P50", "P99", "MAX", "VERDICT"));
    for (MethodReport report : methods) {
      rows.add(row(report.method(), report.use(), report.verdict()));
    }
    return rows;
  }

  private static List<String> row(EndpointMethod method, MethodUse use, Verdict verdict) {
    Times times = use.onLoop().count() > 0 ? use.onLoop() : use.onWorkers();
    boolean none = times.count() == 0;
    return List.of(
        method.javaName(),
        method.style().name().toLowerCase(Locale.ROOT),
        use.places().isEmpty() ? "-" : String.join("+", new TreeSet<>(use.places())),
        Long.toString(use.calls()),
        Long.toString(use.failures()),
        none ? "-" : TimeText.of(times.median()),
        none ? "-" : TimeText.of(times.p99()),
        none ? "-" : TimeText.of(times.longest()),
        verdict.advice());
  }

  @Override
  public String toString() {
    List<List<String>> rows = rows();
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder table = new StringBuilder();
    table.append(server).append(", executor=").append(executor);
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        line.append(column == 0 ? "" : "  ").append(cell);
        line.append(" ".repeat(widths[column] - cell.length()));
      }
      table.append('\n').append(line.toString().stripTrailing());
    }
    return table.toString();
  }
}
