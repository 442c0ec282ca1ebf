package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.cli.command.FjordCommand;
import dev.fjord.cli.command.Shell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The commands that docs/inspecting.md shows print what it shows. With {@code
 * -Dfjord.docs.update=true} the page is written anew.
 */
class InspectingPageTest {
  private static final Path PAGE = Path.of("..", "docs", "inspecting.md");

  @Test
  void theCommandsOfThePagePrintWhatItShows() throws Exception {
    List<String> page = Files.readAllLines(PAGE);
    List<String> printed = new ArrayList<>();
    int commands = 0;
    for (int at = 0; at < page.size(); at++) {
      printed.add(page.get(at));
      if (page.get(at).startsWith("$ fjord ")) {
        commands++;
        printed.addAll(outputOf(page.get(at).substring("$ fjord ".length())));
        while (!page.get(at + 1).equals("```")) {
          at++;
        }
      }
    }
    if (Boolean.getBoolean("fjord.docs.update")) {
      Files.write(PAGE, printed);
    }
    assertThat(commands).isEqualTo(2);
    assertThat(Files.readAllLines(PAGE)).isEqualTo(printed);
  }

  private static List<String> outputOf(String command) {
    String[] arguments =
        Stream.of(command.split(" "))
            .map(
                word ->
                    word.replace("com.acme.OldCompute", ComputeEndpoint.OldCompute.class.getName()))
            .map(word -> word.replace("com.acme.", ComputeEndpoint.class.getPackageName() + "."))
            .toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    FjordCommand.commandLine(Shell.ofProcess())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
    assertThat(err.toString()).isEmpty();
    return out.toString().lines().toList();
  }
}
