package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each row of docs/features.md names tests that there are, or says why there is none. */
class FeaturesPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");
  private static final String IS_TEST = "@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b";

  /** The sources of tests and of the contracts, by class. */
  private static Map<String, List<String>> sources;

  @BeforeAll
  static void readSources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::normalize)
              .filter(
                  file ->
                      file.toString().contains("src/test/java/")
                          || file.toString().contains("tck/src/main/java/"))
              .collect(
                  Collectors.groupingBy(
                      file -> file.getFileName().toString().replace(".java", ""),
                      Collectors.mapping(FeaturesPageTest::text, Collectors.toList())));
    }
  }

  @Test
  void everyRowIsProvedByTestsThatThereAreOrSaysWhyItIsLeftOut() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> rows = rows();
    for (String row : rows) {
      List<String> cells =
          Stream.of(row.split("(?<!\\\\)\\|", -1))
              .map(String::strip)
              .filter(c -> !c.isEmpty())
              .toList();
      if (cells.size() != 3) {
        wrong.add("not three cells that say something: " + row);
      } else if (cells.get(2).equals("-")) {
        if (!cells.get(1).matches("left out: .{10,}")) {
          wrong.add("neither a test nor a reason: " + row);
        }
      } else {
        List<MatchResult> named = NAMED.matcher(cells.get(2)).results().toList();
        if (named.isEmpty()) {
          wrong.add("no test: " + row);
        }
        named.stream()
            .filter(test -> !exists(test.group(1), test.group(2)))
            .forEach(test -> wrong.add("there is no test " + test.group()));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).hasSizeGreaterThan(100);
  }

  @Test
  void aTestThatIsNotThereIsFound() {
    assertThat(exists("FeaturesPageTest", "aTestThatIsNotThereIsFound")).isTrue();
    assertThat(exists("FeaturesPageTest", "exists")).isFalse();
    assertThat(exists("FeaturesPageTest", "nobody")).isFalse();
    assertThat(exists("NobodysTest", null)).isFalse();
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/features.md")).stream()
        .filter(line -> line.startsWith("|"))
        .filter(line -> !line.startsWith("| oslo.messaging |") && !line.startsWith("|---"))
        .toList();
  }

  /** A class with a test of its own or inherited, or one test of it. */
  private static boolean exists(String type, @org.jspecify.annotations.Nullable String method) {
    Pattern wanted =
        Pattern.compile(
            method == null
                ? IS_TEST + "|extends \\w+Contract\\b|extends \\w+Rules\\b"
                : "(?s)" + IS_TEST + "(?:(?!\\n  }\\n).)*?\\bvoid " + method + "\\(");
    return sources.getOrDefault(type, List.of()).stream()
        .anyMatch(source -> wanted.matcher(source).find());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
