package dev.fjord.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the races under jcstress, in JVMs of their own. */
@Tag("long")
@Timeout(7_200)
class RacesTest {
  private static final int RACES = 13;
  private static final Pattern RESULT =
      Pattern.compile("(\\d+) planned; (\\d+) passed, 0 failed, 0 soft errs, 0 hard errs");

  @Test
  void noRaceHasAForbiddenOutcome() throws Exception {
    List<String> output = run();
    String result =
        output.stream()
            .filter(line -> line.contains(" planned; "))
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new AssertionError(String.join("\n", output)));
    Matcher counts = RESULT.matcher(result);
    assertThat(counts.find()).as(result).isTrue();
    assertThat(Integer.parseInt(counts.group(1))).as(result).isGreaterThanOrEqualTo(RACES);
    assertThat(counts.group(2)).as("passed, " + result).isEqualTo(counts.group(1));
    assertThat(output).anyMatch(line -> line.contains("Failed tests: No matches"));
    assertThat(output).anyMatch(line -> line.contains("Error tests: No matches"));
    System.out.println("figure: " + counts.group(2) + " races passed, mode " + mode());
  }

  private static String mode() {
    return System.getProperty("fjord.stress.mode", "quick");
  }

  private static List<String> run() throws IOException, InterruptedException {
    Path directory = Path.of(System.getProperty("basedir", "."), "target", "jcstress");
    Files.createDirectories(directory);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "org.openjdk.jcstress.Main",
                "-m",
                mode(),
                "-r",
                directory.toString()));
    if (mode().equals("quick")) {
      // One kind of JVM and one way of compiling: a minute or two instead of an hour.
      command.addAll(
          List.of(
              "-sc", "false", "-f", "1", "-iters", "4", "-time", "500", "-jvmArgs", "-Xmx512m"));
    }
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    }
    Files.write(directory.resolve("output.txt"), lines);
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }
}
