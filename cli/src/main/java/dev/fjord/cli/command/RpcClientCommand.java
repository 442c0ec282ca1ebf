package dev.fjord.cli.command;

import dev.fjord.Target;
import dev.fjord.cli.json.RawJson;
import dev.fjord.cli.load.LoadAction;
import dev.fjord.cli.load.LoadMessage;
import dev.fjord.rpc.RpcClient;
import dev.fjord.spi.JsonText;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Load of calls or casts. */
@Command(
    name = "rpc-client",
    header = "Sends many calls or casts and measures them.",
    description =
        "Calls a method that takes a message, from many callers at once, and prints throughput, "
            + "latencies and errors. Ends with 0 only if all calls were answered. The messages are "
            + "those of oslo.messaging's simulator, whose rpc-server can be at the other end.",
    footer = {
      "",
      "Examples:",
      "  fjord rpc-server --url rabbit://localhost &",
      "  fjord rpc-client --url rabbit://localhost -p 64 -m 1000 --method info_async",
      "  fjord rpc-client --url rabbit://localhost -p 4 -m 1000 --is-cast --json"
    })
final class RpcClientCommand extends LoadCommand {
  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "The method; it takes one argument named message. Default: ${DEFAULT-VALUE}.")
  private String method = "info";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description =
          "How long each call may take, in s. "
              + "Default: rpc_response_timeout of the configuration, else 60.")
  private @Nullable Duration timeout;

  @Option(names = "--is-cast", description = "Casts instead of calling. Default: off.")
  private boolean cast;

  @Option(names = "--is-fanout", description = "Casts to every server of the topic. Default: off.")
  private boolean fanout;

  RpcClientCommand(Shell shell) {
    super(shell, Topics.REQUESTS);
  }

  @Override
  String unit() {
    return cast || fanout ? "casts" : "calls";
  }

  @Override
  LoadAction action(Transport transport) {
    Target target = fanout ? broker().called().fanout() : broker().called();
    RpcClient all = RpcClient.of(transport, target).serializer(new RawJson(transport.codec()));
    RpcClient client = timeout == null ? all : all.timeout(timeout);
    if (cast || fanout) {
      return (caller, message) ->
          client.request(method).arg("message", message(transport, caller, message)).cast();
    }
    return (caller, message) -> {
      JsonText ignored =
          client
              .request(method)
              .arg("message", message(transport, caller, message))
              .call(JsonText.class);
    };
  }

  private static List<Object> message(Transport transport, int caller, int message) {
    return LoadMessage.of(caller, message, transport.timers().now());
  }
}
