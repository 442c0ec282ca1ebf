package dev.fjord.benchmarks.report;

import dev.fjord.benchmarks.load.Measurement;
import dev.fjord.benchmarks.run.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/** Finds the rounds of a row, and pairs two rows round by round. */
public final class Comparison {
  /** A round in which others kept more cores busy than that counts only if there are too few. */
  static final double NOISY = 0.5;

  private static final int ENOUGH = 3;

  private final List<Sample> samples;

  /** Of the samples of a run. */
  public Comparison(List<Sample> samples) {
    this.samples = List.copyOf(samples);
  }

  /** The measurements of {@code section/row@load} by round. */
  public Map<Integer, Measurement> rounds(String rowAndLoad) {
    Map<Integer, Measurement> rounds = new TreeMap<>();
    for (Sample sample : samples) {
      String name = sample.section() + "/" + sample.row() + "@" + sample.load();
      if (name.equals(rowAndLoad)) {
        rounds.put(sample.round(), sample.measured());
      }
    }
    return rounds;
  }

  /** A figure of a row over its rounds. */
  public Spread spread(String rowAndLoad, ToDoubleFunction<Measurement> figure) {
    List<Double> all = new ArrayList<>();
    List<Double> quiet = new ArrayList<>();
    for (Measurement measured : rounds(rowAndLoad).values()) {
      double value = figure.applyAsDouble(measured);
      all.add(value);
      if (measured.otherCores() <= NOISY) {
        quiet.add(value);
      }
    }
    return Spread.of(quiet.size() >= ENOUGH ? quiet : all);
  }

  /** Two rows combined within each round: their ratio or their difference. */
  public Spread paired(
      String of, String over, ToDoubleFunction<Measurement> figure, DoubleBinaryOperator combined) {
    Map<Integer, Measurement> others = rounds(over);
    List<Double> all = new ArrayList<>();
    List<Double> quiet = new ArrayList<>();
    rounds(of)
        .forEach(
            (round, measured) -> {
              Measurement other = others.get(round);
              if (other == null) {
                return;
              }
              double value =
                  combined.applyAsDouble(
                      figure.applyAsDouble(measured), figure.applyAsDouble(other));
              all.add(value);
              if (Math.max(measured.otherCores(), other.otherCores()) <= NOISY) {
                quiet.add(value);
              }
            });
    return Spread.of(quiet.size() >= ENOUGH ? quiet : all);
  }
}
