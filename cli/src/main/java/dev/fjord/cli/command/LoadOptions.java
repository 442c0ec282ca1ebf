package dev.fjord.cli.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How much load. */
final class LoadOptions {
  private static final int MOST_CLIENTS = 100_000;

  @Option(
      names = {"-p", "--clients"},
      paramLabel = "CLIENTS",
      description = "How many callers send at once. Default: ${DEFAULT-VALUE}.")
  private int clients = 1;

  @Option(
      names = {"-m", "--messages"},
      paramLabel = "MESSAGES",
      description = "How many messages each of them sends. Default: ${DEFAULT-VALUE}.")
  private int messages = 100;

  @Option(
      names = {"-w", "--wait"},
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description =
          "How long each of them waits after a message, in s; fractions allowed. Default: not at all.")
  private @Nullable Duration pause;

  void check(CommandLine command) {
    if (clients < 1 || clients > MOST_CLIENTS) {
      throw new ParameterException(
          command, "-p is to be from 1 to " + MOST_CLIENTS + ", is " + clients);
    }
    if (messages < 1) {
      throw new ParameterException(command, "-m is to be at least 1, is " + messages);
    }
  }

  int clients() {
    return clients;
  }

  int messages() {
    return messages;
  }

  Duration pause() {
    return pause == null ? Duration.ZERO : pause;
  }
}
