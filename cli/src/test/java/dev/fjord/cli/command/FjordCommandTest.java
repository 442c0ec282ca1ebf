package dev.fjord.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.cli.command.Session.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FjordCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "rpc-server",
        "rpc-client",
        "call",
        "cast",
        "serve",
        "explain",
        "ping",
        "info",
        "stats",
        "notify",
        "listen",
        "notify-client"
      })
  void everyCommandHasHelpWithDefaultsAndExamples(String command) {
    Result result = new Session().run(command, "--help");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("Usage: fjord " + command, "Examples:", "  fjord " + command, "Default:")
        .contains("--url", "--topic", "--exchange", "--server", "--config", "--json", "--verbose")
        .doesNotContain("${");
    assertThat(result.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void helpListsAllCommands() {
    Result result = new Session().run("--help");
    assertThat(result.code()).isZero();
    CommandLine line = FjordCommand.commandLine(Shell.ofProcess());
    assertThat(result.out()).contains(line.getSubcommands().keySet());
  }

  @Test
  void anUnknownCommandIsAUsageErrorThatSuggestsOne() {
    Result result = new Session().run("cal");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("'cal'", "call", "Try 'fjord --help'.");
  }

  @Test
  void noCommandIsAUsageError() {
    assertThat(new Session().run().code()).isEqualTo(2);
  }

  @Test
  void anUnknownSchemeAndABadUrlAreConfigurationErrors() {
    CommandLine line = FjordCommand.commandLine(Shell.ofProcess());
    assertThat(line.execute("call", "--url", "carrier-pigeon://roof", "--method", "m"))
        .isEqualTo(2);
    assertThat(line.execute("call", "--url", "no url", "--method", "m")).isEqualTo(2);
  }

  @Test
  void configurationCanBeGivenByKey() {
    Result result = new Session().run("call", "--config", "max_message_size=lots", "--method", "m");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("ConfigurationException: max_message_size = lots");
  }
}
