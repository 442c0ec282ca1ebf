package dev.fjord.cli.command;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.cli.demo.Check;
import dev.fjord.cli.demo.Demo;
import dev.fjord.cli.demo.DemoReport;
import dev.fjord.cli.demo.DemoStyles;
import dev.fjord.cli.demo.MethodRow;
import dev.fjord.cli.demo.Refusal;
import dev.fjord.cli.terminal.ProgressBar;
import dev.fjord.cli.terminal.Table;
import dev.fjord.porting.PortingReport;
import dev.fjord.transport.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Shows both kinds of methods at work. */
@Command(
    name = "demo",
    header = "Shows both kinds of methods at work; needs no broker.",
    description =
        "Shows methods that may block beside methods that return stages: starts three servers and a "
            + "listener, sends calls, casts, fanouts and notifications, verifies all that comes of it and "
            + "prints on which threads the methods ran. Needs no broker. Ends with 0 if all was right.",
    footer = {
      "",
      "Examples:",
      "  fjord demo",
      "  fjord demo --executor async",
      "  fjord demo --report",
      "  fjord demo --executor blocking --url rabbit://guest:guest@localhost"
    })
final class DemoCommand extends BrokerCommand {
  @Option(
      names = "--executor",
      paramLabel = "EXECUTOR",
      description =
          "What decides the threads: blocking, hybrid, async, or a plug-in's name. "
              + "Default: executor of the configuration, else hybrid.")
  private @Nullable String executor;

  @Option(
      names = "--report",
      description =
          "Also prints each server's porting report: how its methods used the threads, and which are "
              + "ready to be ported.")
  private boolean isReporting;

  DemoCommand(Shell shell) {
    super(shell, "fjord-demo-" + ProcessHandle.current().pid());
  }

  /** Some of its methods fail on purpose. */
  @Override
  void setUpLogging() {
    if (output().isVerbose()) {
      super.setUpLogging();
    } else {
      OutputOptions.silenceLogging();
    }
  }

  @Override
  int run() throws InterruptedException {
    FjordConfig config = broker().config();
    String chosen = executor != null ? executor : config.get(CoreOptions.EXECUTOR);
    Target topic = broker().topic();
    try (Transport transport = open(ownExchange(config, topic))) {
      say("executor=" + chosen + " on " + transport.url());
      boolean refuses = chosen.equals("async");
      DemoStyles styles = refuses ? DemoStyles.ASYNC_ONLY : DemoStyles.BOTH;
      try (Demo demo = new Demo(transport, topic, chosen, styles)) {
        Refusal refusal = refuses ? refusal(demo, transport, topic) : null;
        demo.start();
        say("Serving with 3 servers and a listener; calling ...");
        DemoReport report = run(demo);
        List<PortingReport> porting = isReporting ? demo.end() : List.of();
        print(report, refusal, porting, transport);
        return report.isOk() ? ExitCode.OK : ExitCode.REMOTE_ERROR;
      }
    }
  }

  /** What the demo leaves on a broker goes with it, and disturbs nobody's exchange. */
  private static FjordConfig ownExchange(FjordConfig config, Target topic) {
    FjordConfig.Builder own = config.toBuilder();
    if (!config.isSet(CoreOptions.CONTROL_EXCHANGE)) {
      own.set(CoreOptions.CONTROL_EXCHANGE, topic.requireTopic());
      own.set("oslo_messaging_rabbit.amqp_auto_delete", "true");
    }
    return own.build();
  }

  private Refusal refusal(Demo demo, Transport transport, Target topic) {
    Refusal refusal = Refusal.provoke(transport, topic, "async");
    demo.verify(refusal);
    say("A half ported endpoint first, which it must refuse:");
    say("  " + refusal.message());
    say("So the asynchronous methods alone:");
    return refusal;
  }

  private DemoReport run(Demo demo) throws InterruptedException {
    if (!Ansi.AUTO.enabled()) {
      return demo.run(done -> {});
    }
    ProgressBar bar = new ProgressBar(err(), "calls", demo.calls());
    try {
      return demo.run(bar::at);
    } finally {
      bar.clear();
    }
  }

  private void print(
      DemoReport report,
      @Nullable Refusal refusal,
      List<PortingReport> porting,
      Transport transport) {
    if (output().isJson()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("executor", report.executor());
      fields.put("url", report.url());
      fields.put("refused", refusal == null ? List.of() : refusal.methods());
      fields.put("methods", report.methodsAsData());
      fields.put("checks", report.checksAsData());
      fields.put("ok", report.isOk());
      if (isReporting) {
        fields.put("porting", porting.stream().flatMap(DemoCommand::asData).toList());
      }
      printJson(transport.codec(), fields);
      return;
    }
    Table table = new Table("METHOD", "SENT", "STYLE", "THREAD", "COUNT", "P50", "P99", "ERRORS");
    report.methods().forEach(row -> table.row(cells(row)));
    say("");
    table.lines().forEach(this::say);
    say("");
    for (Check check : report.checks()) {
      String verdict = check.ok() ? "ok    " : "WRONG ";
      say(verdict + check.actual() + " of " + check.expected() + " " + check.what());
    }
    say(report.isOk() ? "All was right." : "Not all was right, see above.");
    for (PortingReport each : porting) {
      say("");
      each.toString().lines().forEach(this::say);
    }
  }

  /** A row of each method, by the names of the table's columns. */
  private static Stream<Map<String, String>> asData(PortingReport porting) {
    List<String> header = porting.rows().get(0);
    return porting.rows().stream()
        .skip(1)
        .map(
            row -> {
              Map<String, String> data = new LinkedHashMap<>();
              data.put("server", porting.server());
              for (int i = 0; i < row.size(); i++) {
                data.put(header.get(i).toLowerCase(Locale.ROOT).replace(' ', '_'), row.get(i));
              }
              return data;
            });
  }

  private static String[] cells(MethodRow row) {
    return new String[] {
      row.method(),
      row.sent(),
      row.style(),
      row.thread(),
      Long.toString(row.count()),
      millis(row.p50()),
      millis(row.p99()),
      Long.toString(row.errors())
    };
  }

  private static String millis(@Nullable Double millis) {
    return millis == null ? "-" : String.format(Locale.ROOT, "%.2f ms", millis);
  }

  private void say(String line) {
    if (!output().isJson()) {
      out().println(line);
    }
  }
}
