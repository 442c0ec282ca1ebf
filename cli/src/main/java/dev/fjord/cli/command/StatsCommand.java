package dev.fjord.cli.command;

import dev.fjord.cli.terminal.Table;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Asks servers how their methods fare. */
@Command(
    name = "stats",
    header = "Asks servers how their methods fare.",
    description =
        "Asks one server, or every server of a topic, for the counts of each method since the server "
            + "was built: calls, errors, how many are worked on, how long they waited for a thread and "
            + "how long they took, mean and longest. Servers tell it where "
            + "rpc_introspection_enabled = true.",
    footer = {
      "",
      "Examples:",
      "  fjord stats --url rabbit://localhost --topic compute",
      "  fjord stats --url rabbit://localhost --topic compute --server host-1 --json"
    })
final class StatsCommand extends TellingCommand {
  StatsCommand(Shell shell) {
    super(shell);
  }

  @Override
  String method() {
    return "stats";
  }

  @Override
  Table table(Map<?, ?> told) {
    Table table =
        new Table(
            "method",
            "namespaces",
            "calls",
            "errors",
            "in flight",
            "wait ms",
            "longest",
            "work ms",
            "longest",
            "last error");
    for (Map<?, ?> method : objects(told.get("methods"))) {
      table.row(
          text(method.get("name")),
          namespaces(method),
          text(method.get("calls")),
          text(method.get("errors")),
          text(method.get("in_flight")),
          milliseconds(method.get("queue_wait_mean_seconds")),
          milliseconds(method.get("queue_wait_max_seconds")),
          milliseconds(method.get("processing_mean_seconds")),
          milliseconds(method.get("processing_max_seconds")),
          text(method.get("last_error")));
    }
    return table;
  }

  private static String milliseconds(@Nullable Object seconds) {
    return seconds instanceof Number number
        ? String.format(Locale.ROOT, "%.3f", number.doubleValue() * 1e3)
        : "";
  }
}
