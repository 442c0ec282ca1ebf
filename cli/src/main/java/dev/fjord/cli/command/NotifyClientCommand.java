package dev.fjord.cli.command;

import dev.fjord.CallInterruptedException;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.cli.load.LoadAction;
import dev.fjord.cli.load.LoadMessage;
import dev.fjord.notify.Notifier;
import dev.fjord.transport.Transport;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Load of notifications. */
@Command(
    name = "notify-client",
    header = "Emits many notifications and measures that.",
    description =
        "Emits notifications of priority info, from many publishers at once, and prints throughput, "
            + "latencies and errors. Ends with 0 only if the broker has all of them. The payloads are "
            + "those of oslo.messaging's simulator, whose notify-server can be at the other end.",
    footer = {
      "",
      "Examples:",
      "  fjord notify-client --url rabbit://localhost -p 16 -m 1000",
      "  fjord notify-client --topic audit -p 1 -m 10 --event-type load.test --json"
    })
final class NotifyClientCommand extends LoadCommand {
  @Option(
      names = "--event-type",
      paramLabel = "TYPE",
      description = "Their event type. Default: ${DEFAULT-VALUE}.")
  private String eventType = "fjord.load";

  @Option(
      names = "--publisher",
      paramLabel = "ID",
      description = "Who publishes them. Default: ${DEFAULT-VALUE}.")
  private String publisher = "fjord.cli";

  NotifyClientCommand(Shell shell) {
    super(shell, Topics.NOTIFICATIONS);
  }

  @Override
  String unit() {
    return "notifications";
  }

  @Override
  LoadAction action(Transport transport) {
    Notifier notifier = Notifier.of(transport, publisher).topics(broker().topic());
    return (caller, message) ->
        join(
            notifier.info(
                MessageContext.empty(),
                eventType,
                LoadMessage.of(caller, message, transport.timers().now())));
  }

  private static void join(CompletionStage<@Nullable Void> sent) {
    try {
      sent.toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException("The notification", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof FjordException known
          ? known
          : new FjordException("The notification failed", e.getCause());
    }
  }
}
