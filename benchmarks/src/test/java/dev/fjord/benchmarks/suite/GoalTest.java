package dev.fjord.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoalTest {
  @Test
  void everyGoalIsAboutRowsOfTheStandardRunOrOfAmqp() {
    Set<String> rows =
        Stream.of(Suite.Mode.STANDARD, Suite.Mode.AMQP)
            .flatMap(mode -> Suite.of(mode).stream())
            .flatMap(
                section ->
                    section.rows().stream()
                        .flatMap(
                            row ->
                                row.loads().stream()
                                    .map(load -> section.id() + "/" + row.id() + "@" + load)))
            .collect(Collectors.toSet());

    assertThat(rows)
        .containsAll(
            Goal.all().stream()
                .flatMap(goal -> Stream.of(goal.of(), goal.over()))
                .filter(Objects::nonNull)
                .toList());
  }

  @Test
  void theTwelveGoalsAreAllThere() {
    assertThat(Goal.all().stream().map(goal -> goal.id().replaceAll("\\..*", "")).distinct())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 12).mapToObj(Integer::toString).toList());
  }

  @Test
  void rowsOfASectionHaveNamesOfTheirOwn() {
    for (Suite.Mode mode : Suite.Mode.values()) {
      Suite.of(mode)
          .forEach(
              section -> assertThat(section.rows()).extracting(Row::id).doesNotHaveDuplicates());
    }
  }
}
