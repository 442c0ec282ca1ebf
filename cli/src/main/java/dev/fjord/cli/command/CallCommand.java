package dev.fjord.cli.command;

import dev.fjord.FjordConfig;
import dev.fjord.cli.json.OneLine;
import dev.fjord.rpc.RpcRequest;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import dev.fjord.transport.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Calls one method and prints its result. */
@Command(
    name = "call",
    header = "Calls a method and prints its result.",
    description = "Calls a method and prints its result as JSON on one line.",
    footer = {
      "",
      "Examples:",
      "  fjord call --url rabbit://localhost --method add --args '{\"a\": 1, \"b\": 2}'",
      "  fjord call --topic compute --server host-1 --version 1.4 --timeout 5 --method cpus \\",
      "      --args '{\"vm\": \"vm-7\"}' --context '{\"request_id\": \"req-1\"}'"
    })
final class CallCommand extends BrokerCommand {
  @Mixin private final RequestOptions options = new RequestOptions();

  CallCommand(Shell shell) {
    super(shell, Topics.REQUESTS);
  }

  @Override
  int run() {
    FjordConfig config = broker().config();
    JsonSource source = json(config);
    Payload arguments = options.arguments(source);
    try (Transport transport = open(config)) {
      RpcRequest request = options.prepare(transport, broker().called(), arguments, source);
      JsonText result = request.call(JsonText.class);
      out().println(result == null ? "null" : OneLine.of(result));
    }
    return ExitCode.OK;
  }
}
