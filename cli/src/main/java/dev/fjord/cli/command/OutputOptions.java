package dev.fjord.cli.command;

import dev.fjord.cli.log.StderrLogging;
import picocli.CommandLine.Option;

/** How much is said, and in which form. */
final class OutputOptions {
  @Option(
      names = {"-v", "--verbose"},
      description =
          "Logs more on standard error, and stack traces of errors: -v info, -vv debug, -vvv all. "
              + "Default: warnings only.")
  private boolean[] verbose = {};

  @Option(
      names = "--json",
      description =
          "Prints results and errors as JSON on standard output, an error as "
              + "{\"error\": {\"type\": ..., \"message\": ...}}. "
              + "Default: off.")
  private boolean json;

  boolean isVerbose() {
    return verbose.length > 0;
  }

  boolean isJson() {
    return json;
  }

  static void silenceLogging() {
    StderrLogging.verbosity(-1);
  }

  void setUpLogging() {
    StderrLogging.verbosity(verbose.length);
  }
}
