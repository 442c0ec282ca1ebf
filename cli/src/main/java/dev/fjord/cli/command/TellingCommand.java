package dev.fjord.cli.command;

import dev.fjord.cli.json.OneLine;
import dev.fjord.cli.service.Answer;
import dev.fjord.cli.terminal.Table;
import dev.fjord.codec.JsonCodec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints what each server tells: a heading and a table, or the JSON on one line. */
abstract class TellingCommand extends RollCallCommand {
  TellingCommand(Shell shell) {
    super(shell);
  }

  @Override
  final String missing() {
    return "rpc_introspection_enabled";
  }

  @Override
  final void show(List<Answer> answers, JsonCodec codec) {
    for (Answer answer : answers) {
      answer
          .told()
          .ifPresent(
              json -> {
                if (output().isJson()) {
                  out().println(OneLine.of(json));
                } else if (codec.readPlain(json) instanceof Map<?, ?> told) {
                  out().println(heading(told));
                  table(told).lines().forEach(line -> out().println("  " + line));
                }
              });
    }
  }

  /** The methods of one server. */
  abstract Table table(Map<?, ?> told);

  private static String heading(Map<?, ?> told) {
    Object library = told.get("library");
    return text(told.get("server"))
        + " of "
        + text(told.get("topic"))
        + ", executor "
        + text(told.get("executor"))
        + ", up "
        + text(told.get("up_seconds"))
        + " s"
        + (library == null ? "" : ", " + text(library))
        + ", id "
        + text(told.get("id"));
  }

  static List<Map<?, ?>> objects(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .<Map<?, ?>>map(each -> (Map<?, ?>) each)
            .toList()
        : List.of();
  }

  static String namespaces(Map<?, ?> told) {
    return told.get("namespaces") instanceof List<?> list
        ? list.stream()
            .map(name -> text(name))
            .map(name -> name.isEmpty() ? "(none)" : name)
            .collect(Collectors.joining(", "))
        : "";
  }

  static String list(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(each -> text(each)).collect(Collectors.joining(", "))
        : "";
  }

  /** On one line, whatever a server told. */
  static String text(@Nullable Object value) {
    return value == null ? "" : OneLine.of(String.valueOf(value));
  }
}
