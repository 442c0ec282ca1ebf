package dev.fjord.cli.command;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.notify.ContextRedaction;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.Priority;
import dev.fjord.transport.Transport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Emits one notification. */
@Command(
    name = "notify",
    header = "Emits a notification.",
    description = "Emits a notification, and prints nothing. Ends when the broker has it.",
    footer = {
      "",
      "Examples:",
      "  fjord notify --url rabbit://localhost --event-type vm.created --payload '{\"vm\": 7}'",
      "  fjord notify --event-type disk.full --priority error --publisher storage.host1 --v1"
    })
final class NotifyCommand extends BrokerCommand {
  @Option(
      names = "--event-type",
      required = true,
      paramLabel = "TYPE",
      description = "What happened, such as compute.instance.create.end.")
  private String eventType = "";

  @Option(
      names = "--priority",
      paramLabel = "PRIORITY",
      description = "One of ${COMPLETION-CANDIDATES}, in either case. Default: ${DEFAULT-VALUE}.")
  private Priority priority = Priority.INFO;

  @Option(
      names = "--publisher",
      paramLabel = "ID",
      description = "Who publishes it, such as compute.host1. Default: ${DEFAULT-VALUE}.")
  private String publisher = "fjord.cli";

  @Option(
      names = "--payload",
      paramLabel = "JSON",
      description = "The payload: any JSON, - for standard input or @FILE. Default: {}.")
  private String payload = "{}";

  @Option(
      names = "--context",
      paramLabel = "JSON",
      description = "The context, as a JSON object, - or @FILE. Default: {}.")
  private String context = "{}";

  @Option(
      names = "--v1",
      description = "Sends it bare, as messaging 1.0 had it. Default: in an envelope.")
  private boolean bare;

  NotifyCommand(Shell shell) {
    super(shell, Topics.NOTIFICATIONS);
  }

  @Override
  int run() throws Exception {
    FjordConfig config = broker().config();
    JsonSource source = json(config);
    @Nullable Object content = source.plain("--payload", payload);
    MessageContext values = source.context("--context", context);
    try (Transport transport = open(config)) {
      Notifier.of(transport, publisher)
          .topics(broker().topic())
          .drivers(bare ? "messaging" : "messagingv2")
          // What is given on a command line is meant to be sent.
          .redaction(ContextRedaction.everything())
          .emit(priority, values, eventType, content)
          .toCompletableFuture()
          .get();
    }
    return ExitCode.OK;
  }
}
