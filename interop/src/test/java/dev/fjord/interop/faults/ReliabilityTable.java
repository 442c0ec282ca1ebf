package dev.fjord.interop.faults;

import dev.fjord.interop.faults.Fault.Speed;
import dev.fjord.interop.faults.Fault.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of the page: every fault, what injects it, and what came of that. */
final class ReliabilityTable {
  private ReliabilityTable() {}

  /** The rows without outcomes and figures: what must stand on the page whatever was run last. */
  static List<String> fixedPart(String table) {
    return table
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| # "))
        .map(line -> line.split("\\s+\\|\\s+"))
        .map(cells -> String.join(" | ", cells[0], cells[1], cells[2], cells[3], cells[4]))
        .toList();
  }

  /** The table. */
  static String text(List<Fault> catalogue, TestReports reports) {
    StringBuilder page = new StringBuilder(where());
    String section = "";
    for (Fault fault : catalogue) {
      if (!fault.section().equals(section)) {
        section = fault.section();
        page.append("\n### ").append(section).append("\n\n");
        page.append(
            "| # | what happens, what must come of it | driver | speed | tests | outcome | figure |\n");
        page.append("|---|---|---|---|---|---|---|\n");
      }
      for (Trial trial : fault.trials()) {
        page.append(row(fault, trial, reports));
      }
    }
    return page.append('\n').toString();
  }

  private static String where() {
    return "\nRun on %s: %d cores%s, JDK %s, RabbitMQ of Debian 12 on the same machine.\n"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            processor().map(name -> " of " + name).orElse(""),
            Runtime.version());
  }

  private static Optional<String> processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.replaceFirst(".*:\\s*", ""))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String row(Fault fault, Trial trial, TestReports reports) {
    String start =
        "| %s | %s | %s | %s | ".formatted(fault.id(), fault.text(), trial.driver(), speed(trial));
    if (trial.speed() == Speed.NONE) {
      return start + trial.reason() + " | - | - |\n";
    }
    TestReports.Outcome outcome =
        trial.tests().stream()
            .map(reports::outcome)
            .reduce(TestReports.Outcome.HOLDS, TestReports.Outcome::worse);
    return start
        + String.join(", ", trial.tests())
        + " | "
        + outcome.text()
        + " | "
        + (outcome == TestReports.Outcome.NOT_RUN ? "-" : figure(trial, reports))
        + " |\n";
  }

  private static String speed(Trial trial) {
    return trial.speed() == Speed.NONE
        ? "not injected"
        : trial.speed().name().toLowerCase(Locale.ROOT);
  }

  private static String figure(Trial trial, TestReports reports) {
    String measured =
        trial.tests().stream()
            .flatMap(test -> reports.figures(test).stream())
            .map(figure -> figure.replace("|", "/"))
            .collect(Collectors.joining("; "));
    double seconds = trial.tests().stream().mapToDouble(reports::seconds).sum();
    String took = String.format(Locale.ROOT, "%.1f s in all", seconds);
    return measured.isEmpty() ? took : measured + "; " + took;
  }
}
