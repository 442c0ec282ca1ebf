package dev.fjord.benchmarks.report;

import dev.fjord.benchmarks.suite.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code docs/performance.md}: every figure of it comes from the results of one run. */
public final class MarkdownPage {
  private final Results results;
  private final Notes notes;
  private final Tables tables;
  private final StringBuilder page = new StringBuilder();

  private MarkdownPage(Results results, Notes notes) {
    this.results = results;
    this.notes = notes;
    this.tables = new Tables(results);
  }

  /** The page, with the notes of a file. */
  public static String of(Results results, Path notes) throws IOException {
    MarkdownPage page = new MarkdownPage(results, Notes.read(notes));
    page.write();
    return page.page.toString();
  }

  private void write() {
    Advice advice = new Advice(new Comparison(results.samples()));
    page.append("# Performance\n\n<!-- Written by `bin/bench docs`. Not to be edited: the words")
        .append(" between the figures come from benchmarks/notes.md. -->\n\n");
    note("introduction");
    heading("Which executor for my service?");
    page.append("Operations per second through the fake driver, whose codec is the real one.\n\n");
    page.append(advice.executors().markdown()).append('\n');
    note("advice");
    heading("What do I gain by porting a method?");
    page.append("Ratios when `T` becomes `CompletionStage<T>`.\n\n");
    page.append(advice.porting().markdown()).append('\n');
    note("porting");
    heading("Goals");
    long met = results.verdicts().stream().filter(Verdict::met).count();
    page.append(met + " of " + results.verdicts().size() + " are met. ");
    page.append("A ratio is the median of the ratios paired within each round, with the least")
        .append(" and the greatest.\n\n");
    page.append(tables.goals().markdown()).append('\n');
    reasons();
    heading("How it was measured");
    note("method");
    facts();
    for (Section section : results.sections()) {
      heading(section.title());
      page.append(rounds(section));
      page.append(tables.of(section).markdown()).append('\n');
      note(section.id());
    }
  }

  private void reasons() {
    Set<String> groups =
        results.verdicts().stream()
            .filter(verdict -> !verdict.met())
            .map(verdict -> verdict.goal().id().replaceAll("\\..*", ""))
            .collect(
                Collectors.toCollection(
                    () -> new TreeSet<>(java.util.Comparator.comparingInt(Integer::parseInt))));
    if (groups.isEmpty()) {
      return;
    }
    page.append("### What falls short, and why\n\n");
    for (String group : groups) {
      String why = notes.of(group);
      page.append("- Goal ")
          .append(group)
          .append(": ")
          .append(why.isEmpty() ? "not explained yet." : why.replace("\n", "\n  "))
          .append('\n');
    }
    page.append('\n');
  }

  private void facts() {
    page.append("| | |\n|---|---|\n");
    page.append("| run | " + results.mode() + ", finished " + results.finished() + " UTC |\n");
    results.machine().forEach((name, value) -> page.append("| " + name + " | " + value + " |\n"));
    page.append('\n');
  }

  private static String rounds(Section section) {
    return section.rounds() == 1
        ? "One round.\n\n"
        : "Medians of " + section.rounds() + " rounds, with the least and the greatest rate.\n\n";
  }

  private void heading(String text) {
    page.append("## ").append(text).append("\n\n");
  }

  private void note(String heading) {
    String text = notes.of(heading);
    if (!text.isEmpty()) {
      page.append(text).append("\n\n");
    }
  }
}
