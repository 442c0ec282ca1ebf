package dev.fjord.benchmarks.report;

import java.io.PrintStream;

/** The results as text. */
public final class Terminal {
  private Terminal() {}

  /** Prints every table, the answers and the goals. */
  public static void print(Results results, PrintStream out) {
    Tables tables = new Tables(results);
    results.sections().forEach(section -> out.println(tables.of(section).text()));
    Advice advice = new Advice(new Comparison(results.samples()));
    if (!advice.executors().rows().isEmpty()) {
      out.println(advice.executors().text());
      out.println(advice.porting().text());
    }
    if (!results.verdicts().isEmpty()) {
      out.println(tables.goals().text());
    }
  }
}
