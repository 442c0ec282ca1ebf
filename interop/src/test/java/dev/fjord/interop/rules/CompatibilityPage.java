package dev.fjord.interop.rules;

import dev.fjord.interop.rules.RuleTests.RuleTest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The text of the page that says what of the wire is kept and which test shows it. */
final class CompatibilityPage {
  private static final String HEAD =
      """
      # Compatibility with oslo.messaging on RabbitMQ

      Made from the rules of the wire, the tests that carry their names, and what came of these tests, by
      `bin/compatibility`; a test of the ordinary build compares this page with the rules and tests that
      exist. What differs on purpose is in [rabbitmq.md](rabbitmq.md).

      | held against | means |
      |---|---|
      | python | an unmodified Python peer, oslo.messaging 14.0.3, is at the other end |
      | broker | RabbitMQ 3.10.8 itself shows its objects or the bytes of a message |
      | java | both ends are Fjord: oslo.messaging has it only after 14.0.3, and the broker shows the objects; or it is about Fjord's own threads |

      Executors: *all* is a server or listener under each of `blocking`, `hybrid` and `async`, with blocking
      and asynchronous methods; *any* is a rule that lies below the executor, tested under one or none.
      """;

  private final List<WireRule> rules;
  private final Map<String, List<RuleTest>> tests;
  private final Function<String, Outcome> outcomes;

  /** Of these rules and tests, with what came of each test. */
  CompatibilityPage(
      List<WireRule> rules, Map<String, List<RuleTest>> tests, Function<String, Outcome> outcomes) {
    this.rules = rules;
    this.tests = tests;
    this.outcomes = outcomes;
  }

  /** The page. */
  String text() {
    StringBuilder page = new StringBuilder(HEAD);
    String section = "";
    for (WireRule rule : rules) {
      if (!rule.section().equals(section)) {
        section = rule.section();
        page.append("\n## ").append(section).append("\n\n");
        page.append(
            "| rule | says | roles | for | held against | executors | proved by | result |\n");
        page.append("|---|---|---|---|---|---|---|---|\n");
      }
      page.append(row(rule));
    }
    return page.toString();
  }

  private String row(WireRule rule) {
    String start =
        "| `%s` | %s | %s | %s | "
            .formatted(rule.id(), rule.text(), String.join(", ", rule.roles()), rule.kind());
    if (!rule.isObserved()) {
      return start + "- | - | - | not tested: " + rule.reason() + " |\n";
    }
    List<RuleTest> proofs = tests.getOrDefault(rule.id(), List.of());
    Outcome result =
        proofs.stream()
            .map(proof -> outcomes.apply(proof.name()))
            .reduce(Outcome::worse)
            .orElse(Outcome.NOT_RUN);
    boolean all = proofs.stream().anyMatch(RuleTest::underEveryExecutor);
    return start
        + "%s | %s | %s | %s |%n"
            .formatted(
                rule.against(),
                all ? "all" : "any",
                proofs.stream().map(RuleTest::name).collect(Collectors.joining(", ")),
                result.text());
  }
}
