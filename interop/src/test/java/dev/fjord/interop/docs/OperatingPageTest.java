package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page shows code that compiles. */
class OperatingPageTest {
  private static final Path SOURCE =
      Path.of("src/test/java/dev/fjord/interop/docs/OperatingExample.java");

  @Test
  void theHookOfThePageIsTheOneThatIsCompiled() throws IOException {
    List<String> page = between(Path.of("..", "docs", "operating.md"), "```java", "```");
    List<String> compiled = between(SOURCE, "  // operating.md: begin", "  // operating.md: end");
    assertThat(page).isEqualTo(compiled.stream().map(line -> line.substring(2)).toList());
  }

  private static List<String> between(Path file, String begin, String end) throws IOException {
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).as(file.toString()).contains(begin, end);
    List<String> rest = lines.subList(lines.indexOf(begin) + 1, lines.size());
    return rest.subList(0, rest.indexOf(end));
  }
}
