package dev.fjord.interop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.interop.rules.RuleTests.RuleTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The page of what is compatible is made by {@code bin/compatibility}, which runs the tests that
 * prove rules and then this one with {@code -Dfjord.docs.update=true}.
 */
class CompatibilityPageTest {
  private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

  private final List<WireRule> rules = WireRule.all();
  private final Map<String, List<RuleTest>> tests = RuleTests.byRule();

  @Test
  void everyRuleIsProvedByATestOrSaysWhyNot() {
    assertThat(rules)
        .allSatisfy(
            rule ->
                assertThat(tests.containsKey(rule.id()))
                    .as("tests of " + rule.id())
                    .isEqualTo(rule.isObserved()));
  }

  @Test
  void everyTestProvesRulesThatExist() {
    assertThat(rules.stream().map(WireRule::id))
        .doesNotHaveDuplicates()
        .containsAll(tests.keySet());
  }

  /** A page with a result other than that all holds is not one to be committed. */
  @Test
  void thePageListsExactlyTheRulesAndTestsThatExist() throws IOException {
    if (Boolean.getBoolean("fjord.docs.update")) {
      Map<String, Outcome> recorded = OutcomeFile.recorded();
      Files.writeString(
          PAGE,
          new CompatibilityPage(rules, tests, test -> recorded.getOrDefault(test, Outcome.NOT_RUN))
              .text());
    }
    assertThat(Files.readString(PAGE))
        .isEqualTo(new CompatibilityPage(rules, tests, test -> Outcome.HOLDS).text());
  }
}
