package dev.fjord.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md shows compiles, runs, and does what it says. */
class ReadmeExampleTest {
  @Test
  void theReadmeShowsTheCodeOfReadmeExample() throws IOException {
    List<String> readme = Files.readAllLines(root().resolve("README.md"));
    List<String> source =
        Files.readAllLines(
            root().resolve("interop/src/test/java/dev/fjord/interop/ReadmeExample.java"));
    List<String> shown = between(readme, "```java", "```");
    List<String> compiled = between(source, "  // README: begin", "  // README: end");
    assertThat(shown).isEqualTo(compiled.stream().map(ReadmeExampleTest::outdented).toList());
  }

  @Test
  void theExampleServesAndCalls() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      ReadmeExample.serveAndCall();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> printed.toString(StandardCharsets.UTF_8).contains("vm-7 has 8 CPUs"));
    } finally {
      System.setOut(before);
    }
  }

  private static String outdented(String line) {
    return line.startsWith("  ") ? line.substring(2) : line;
  }

  private static List<String> between(List<String> lines, String begin, String end) {
    int from = lines.indexOf(begin) + 1;
    assertThat(from).as("the line " + begin).isPositive();
    List<String> rest = lines.subList(from, lines.size());
    return rest.subList(0, rest.indexOf(end));
  }

  /** The working directory is the module's under Maven, the project's in some editors. */
  private static Path root() {
    return Stream.of(System.getProperty("basedir", "."), ".", "..")
        .flatMap(base -> Stream.of(Path.of(base), Path.of(base).resolve("..")))
        .map(Path::toAbsolutePath)
        .filter(path -> Files.exists(path.resolve("interop/pom.xml")))
        .findFirst()
        .orElseThrow()
        .normalize();
  }
}
