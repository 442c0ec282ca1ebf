package dev.fjord.cli.command;

import dev.fjord.cli.terminal.Table;
import java.util.Map;
import picocli.CommandLine.Command;

/** Asks servers what they serve. */
@Command(
    name = "info",
    header = "Asks servers who they are and what they serve.",
    description =
        "Asks one server, or every server of a topic, who it is and what it serves: endpoints, "
            + "versions, methods and their style. Servers tell it where rpc_introspection_enabled = true.",
    footer = {
      "",
      "Examples:",
      "  fjord info --url rabbit://localhost --topic compute",
      "  fjord info --url rabbit://localhost --topic compute --server host-1 --json"
    })
final class InfoCommand extends TellingCommand {
  InfoCommand(Shell shell) {
    super(shell);
  }

  @Override
  String method() {
    return "info";
  }

  @Override
  Table table(Map<?, ?> told) {
    Table table = new Table("method", "namespaces", "version", "style", "arguments");
    for (Map<?, ?> endpoint : objects(told.get("endpoints"))) {
      for (Map<?, ?> method : objects(endpoint.get("methods"))) {
        table.row(
            text(method.get("name")),
            namespaces(endpoint),
            text(endpoint.get("version")),
            text(method.get("style")),
            list(method.get("arguments")));
      }
    }
    return table;
  }
}
