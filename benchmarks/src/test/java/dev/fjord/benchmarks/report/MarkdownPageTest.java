package dev.fjord.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MarkdownPageTest {
  private final Path root = Path.of("").toAbsolutePath().getParent();

  @Test
  void noFigureOfThePageIsTypedByHand() throws Exception {
    Results results = Results.read(root.resolve("benchmarks/performance.json"));

    assertThat(root.resolve("docs/performance.md"))
        .as("docs/performance.md; bin/bench docs writes it")
        .hasContent(MarkdownPage.of(results, root.resolve("benchmarks/notes.md")));
  }
}
