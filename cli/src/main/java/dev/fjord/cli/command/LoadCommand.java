package dev.fjord.cli.command;

import dev.fjord.cli.load.Load;
import dev.fjord.cli.load.LoadAction;
import dev.fjord.cli.load.LoadResult;
import dev.fjord.cli.terminal.ProgressBar;
import dev.fjord.codec.JsonCodec;
import dev.fjord.transport.Transport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;

/** A command that sends many messages and says how that went. */
abstract class LoadCommand extends BrokerCommand {
  @Mixin private final LoadOptions load = new LoadOptions();

  LoadCommand(Shell shell, String defaultTopic) {
    super(shell, defaultTopic);
  }

  /** What one message is. */
  abstract LoadAction action(Transport transport);

  /** What one second's worth of messages is called. */
  abstract String unit();

  @Override
  int run() {
    load.check(commandLine());
    try (Transport transport = open(broker().config())) {
      long total = (long) load.clients() * load.messages();
      ProgressBar bar = new ProgressBar(err(), unit(), total);
      LongConsumer progress = Ansi.AUTO.enabled() ? bar::at : done -> {};
      LoadResult result =
          new Load(load.clients(), load.messages(), action(transport), transport.timers())
              .pausing(load.pause())
              .run(progress);
      bar.clear();
      report(result, transport.codec());
      return exitCode(result);
    }
  }

  private void report(LoadResult result, JsonCodec codec) {
    double seconds = result.took().toNanos() / 1e9;
    if (output().isJson()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("clients", load.clients());
      fields.put("messages", result.wanted());
      fields.put("ok", result.succeeded());
      fields.put("errors", result.errors());
      fields.put("seconds", seconds);
      fields.put("per_second", result.perSecond());
      fields.put("latency_ms", result.latencies().summary());
      printJson(codec, fields);
      return;
    }
    out()
        .printf(
            "%d of %d %s ok in %.2f s: %.0f/s%n",
            result.succeeded(), result.wanted(), unit(), seconds, result.perSecond());
    out()
        .println(
            result.latencies().summary().entrySet().stream()
                .map(entry -> String.format("%s %.2f ms", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ", "latency: ", "")));
    result.errors().forEach((type, count) -> out().println("errors: " + count + " " + type));
  }

  private static int exitCode(LoadResult result) {
    if (result.isComplete()) {
      return ExitCode.OK;
    }
    if (Thread.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    Set<Integer> codes = result.failures().stream().map(ExitCode::of).collect(Collectors.toSet());
    return codes.size() == 1 ? codes.iterator().next() : ExitCode.REMOTE_ERROR;
  }
}
