package dev.fjord.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the races under jcstress, in JVMs of their own. */
@Tag("long")
@Timeout(7_200)
class RacesTest {
  private static final int RACES = 13;

  @Test
  void noRaceHasAForbiddenOutcome() throws Exception {
    List<String> output = run();
    assertThat(output).as("what jcstress said").anyMatch(line -> line.contains("RUN COMPLETE"));
    long passed = count(output, "Interesting tests") + count(output, "All remaining tests");
    assertThat(passed).as("sections of the summary").isPositive();
    assertThat(output)
        .as("forbidden outcomes and errors")
        .noneMatch(line -> line.contains("FAILED") || line.contains("[ERROR]"));
    long races =
        output.stream()
            .filter(line -> line.contains("dev.fjord."))
            .map(line -> line.replaceAll(".*(dev\\.fjord\\.[\\w.$]+).*", "$1"))
            .distinct()
            .count();
    assertThat(races).isGreaterThanOrEqualTo(RACES);
    System.out.println("figure: " + races + " races, mode " + mode());
  }

  private static long count(List<String> output, String text) {
    return output.stream().filter(line -> line.contains(text)).count();
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
