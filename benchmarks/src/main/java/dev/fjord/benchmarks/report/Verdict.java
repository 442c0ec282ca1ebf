package dev.fjord.benchmarks.report;

import dev.fjord.benchmarks.run.Sample;
import dev.fjord.benchmarks.suite.Goal;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a goal was met.
 *
 * @param goal the goal
 * @param figure the row's own figure
 * @param result its ratio or difference, paired within each round
 * @param met whether the median keeps to the limit
 */
public record Verdict(Goal goal, Spread figure, Spread result, boolean met) {
  /** The goals that the samples can decide. */
  public static List<Verdict> of(List<Sample> samples) {
    Comparison comparison = new Comparison(samples);
    List<Verdict> verdicts = new ArrayList<>();
    for (Goal goal : Goal.all()) {
      Spread figure = comparison.spread(goal.of(), goal.metric()::of);
      Spread result =
          goal.over() == null
              ? comparison.spread(
                  goal.of(), measured -> goal.metric().of(measured) / goal.constant())
              : comparison.paired(
                  goal.of(),
                  goal.over(),
                  goal.metric()::of,
                  goal.difference() ? (a, b) -> a - b : (a, b) -> a / b);
      if (result.count() > 0) {
        verdicts.add(new Verdict(goal, figure, result, goal.isMetBy(result.median())));
      }
    }
    return verdicts;
  }
}
