package dev.fjord.cli.command;

import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.spi.Payload;
import dev.fjord.transport.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends one request and expects no reply. */
@Command(
    name = "cast",
    header = "Sends a request that is not answered.",
    description =
        "Sends a request that is not answered, and prints nothing. "
            + "Ends when the broker has it.",
    footer = {
      "",
      "Examples:",
      "  fjord cast --url rabbit://localhost --method info --args '{\"message\": \"hello\"}'",
      "  fjord cast --fanout --topic compute --method refresh"
    })
final class CastCommand extends BrokerCommand {
  @Mixin private final RequestOptions options = new RequestOptions();

  @Option(
      names = "--fanout",
      description = "Sends it to every server of the topic. Default: to one of them.")
  private boolean fanout;

  CastCommand(Shell shell) {
    super(shell, Topics.REQUESTS);
  }

  @Override
  int run() {
    FjordConfig config = broker().config();
    JsonSource source = json(config);
    Payload arguments = options.arguments(source);
    try (Transport transport = open(config)) {
      Target target = fanout ? broker().called().fanout() : broker().called();
      options.prepare(transport, target, arguments, source).cast();
    }
    return ExitCode.OK;
  }
}
