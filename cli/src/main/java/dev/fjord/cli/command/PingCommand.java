package dev.fjord.cli.command;

import dev.fjord.Target;
import dev.fjord.cli.json.OneLine;
import dev.fjord.cli.service.Answer;
import dev.fjord.cli.terminal.Table;
import dev.fjord.codec.JsonCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks servers whether they are alive. */
@Command(
    name = "ping",
    header = "Asks servers whether they are alive.",
    description =
        "Asks one server, or every server of a topic, whether it is alive, and shows how long each "
            + "answer took. Asks for oslo.messaging's oslo_rpc_server_ping, which servers have where "
            + "rpc_ping_enabled = true, Python's as well; a server without it that says so is alive too.",
    footer = {
      "",
      "Examples:",
      "  fjord ping --url rabbit://localhost --topic compute",
      "  fjord ping --url rabbit://localhost --topic compute --server host-1 --timeout 5"
    })
final class PingCommand extends RollCallCommand {
  @Option(
      names = "--names",
      description =
          "Asks for ping of the namespace fjord.server instead, whose answers tell names. Servers have "
              + "it where rpc_introspection_enabled = true; Python's never do. "
              + "Default: off.")
  private boolean names;

  PingCommand(Shell shell) {
    super(shell);
  }

  @Override
  String method() {
    return names ? "ping" : "oslo_rpc_server_ping";
  }

  @Override
  String missing() {
    return names ? "rpc_introspection_enabled" : "rpc_ping_enabled";
  }

  @Override
  Target interfaceOf(Target called) {
    return names ? super.interfaceOf(called) : called;
  }

  @Override
  boolean counts(Answer answer) {
    return super.counts(answer) || answer.isWithout();
  }

  @Override
  void show(List<Answer> answers, JsonCodec codec) {
    Table table = new Table("answer", "after ms", "server");
    int number = 0;
    for (Answer answer : answers) {
      number++;
      double milliseconds = answer.after().toNanos() / 1e6;
      String server = server(answer, codec);
      if (output().isJson()) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("answer", number);
        line.put("after_ms", milliseconds);
        line.put("server", server.isEmpty() ? null : server);
        printJson(codec, line);
      } else {
        table.row(
            Integer.toString(number),
            String.format(Locale.ROOT, "%.3f", milliseconds),
            OneLine.of(server));
      }
    }
    if (!output().isJson()) {
      table.lines().forEach(out()::println);
    }
  }

  private String server(Answer answer, JsonCodec codec) {
    Object told = answer.told().map(codec::readPlain).orElse("");
    if (told instanceof Map<?, ?> fields && fields.get("server") instanceof String name) {
      return name;
    }
    return broker().called().server().orElse("");
  }
}
