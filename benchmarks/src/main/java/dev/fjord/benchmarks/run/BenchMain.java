package dev.fjord.benchmarks.run;

import dev.fjord.benchmarks.gate.Gate;
import dev.fjord.benchmarks.report.HtmlReport;
import dev.fjord.benchmarks.report.MarkdownPage;
import dev.fjord.benchmarks.report.Results;
import dev.fjord.benchmarks.report.Table;
import dev.fjord.benchmarks.report.Terminal;
import dev.fjord.benchmarks.report.Verdict;
import dev.fjord.benchmarks.suite.Section;
import dev.fjord.benchmarks.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The command {@code bin/bench}. */
public final class BenchMain {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmm");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final Path root = Path.of(System.getProperty("fjord.root", "."));

  private BenchMain() {}

  /** Runs; ends the JVM with 0, with 1 if something failed, with 2 for words it does not know. */
  public static void main(String[] words) {
    try {
      System.exit(new BenchMain().run(List.of(words)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (IOException | RuntimeException e) {
      System.err.println("bench: " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
      System.exit(1);
    } catch (InterruptedException e) {
      System.exit(130);
    }
  }

  private int run(List<String> words) throws IOException, InterruptedException {
    String first = words.isEmpty() ? "" : words.getFirst();
    return switch (first) {
      case "--help", "-h" -> {
        System.out.print(Options.USAGE);
        yield 0;
      }
      case "docs" -> {
        System.out.println(document(Path.of(words.get(1))));
        yield 0;
      }
      case "report" -> {
        Path file = Path.of(words.get(1)).toAbsolutePath();
        show(Results.read(file), Objects.requireNonNull(file.getParent()));
        yield 0;
      }
      case "scale" -> {
        Table table = Scale.measure();
        System.out.print(table.text());
        if (words.contains("--update")) {
          Scale.update(root.resolve("docs/operating.md"), table);
        }
        yield 0;
      }
      case "gate" -> Gate.main(root, words.contains("--update"));
      default -> measure(Options.parse(words));
    };
  }

  /** The results are kept beside the page: a test compares the two. */
  private Path document(Path file) throws IOException {
    Path kept = root.resolve("benchmarks/performance.json");
    Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
    Path page = root.resolve("docs/performance.md");
    Files.writeString(
        page, MarkdownPage.of(Results.read(kept), root.resolve("benchmarks/notes.md")));
    return page;
  }

  private int measure(Options options) throws IOException, InterruptedException {
    List<Section> sections =
        Suite.of(options.mode()).stream()
            .filter(each -> options.only().isEmpty() || options.only().contains(each.id()))
            .map(each -> options.rounds().map(each::rounds).orElse(each))
            .toList();
    if (sections.isEmpty()) {
      throw new IllegalArgumentException(
          "No such sections. This run has: "
              + Suite.of(options.mode()).stream().map(Section::id).toList());
    }
    String mode = options.mode().name().toLowerCase(Locale.ROOT);
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    Path directory =
        options
            .out()
            .orElseGet(() -> root.resolve("benchmarks/results/" + STAMP.format(now) + "-" + mode));
    Runner runner = new Runner(directory);
    System.err.println("Results go to " + directory + "; stopped, go on with --out " + directory);
    runner.run(sections);
    Results results =
        new Results(
            mode,
            MINUTE.format(LocalDateTime.now(ZoneOffset.UTC)),
            MachineFacts.gather(),
            sections,
            runner.samples(),
            Verdict.of(runner.samples()),
            runner.failures());
    results.write(directory.resolve("results.json"));
    show(results, directory);
    results.failures().forEach(System.err::println);
    return results.failures().isEmpty() ? 0 : 1;
  }

  private static void show(Results results, Path directory) throws IOException {
    Path page = directory.resolve("report.html");
    Files.writeString(page, HtmlReport.of(results));
    Terminal.print(results, System.out);
    System.out.println("Report: " + page);
  }
}
