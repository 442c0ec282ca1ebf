package dev.fjord.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.benchmarks.load.Measurement;
import dev.fjord.benchmarks.run.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final String FJORD = "fjord-100";
  private static final String VERTX = "vertx-json-100";

  private final List<Sample> samples = new ArrayList<>();

  @Test
  void aRatioIsTheMedianOfTheRatiosWithinEachRound() {
    round(1, 200, 100, 0);
    round(2, 90, 100, 0);
    round(3, 110, 100, 0);

    Verdict verdict = verdict();

    assertThat(verdict.result()).isEqualTo(new Spread(1.1, 0.9, 2.0, 3));
    assertThat(verdict.met()).isTrue();
  }

  @Test
  void noisyRoundsDoNotCountWhereThereAreEnoughQuietOnes() {
    round(1, 50, 100, 0);
    round(2, 50, 100, 0);
    round(3, 50, 100, 0.1);
    round(4, 900, 100, 1.5);

    assertThat(verdict().result().max()).isEqualTo(0.5);
    assertThat(verdict().met()).isFalse();
  }

  @Test
  void aGoalThatTheRunSaysNothingOfHasNoVerdict() {
    assertThat(Verdict.of(samples)).isEmpty();
  }

  private Verdict verdict() {
    return Verdict.of(samples).stream()
        .filter(each -> each.goal().id().equals("7.1"))
        .findFirst()
        .orElseThrow();
  }

  private void round(int round, double fjord, double vertx, double otherCores) {
    samples.add(new Sample("memory", FJORD, "async:64", round, 1, measured(fjord, otherCores)));
    samples.add(new Sample("memory", VERTX, "async:64", round, 2, measured(vertx, otherCores)));
  }

  private static Measurement measured(double opsPerSecond, double otherCores) {
    return new Measurement(
        "async:64", 1, opsPerSecond, 1, 1, 1, 1, 1, 1, 0, otherCores, 1, 1, 0, 0, 0, 1);
  }
}
