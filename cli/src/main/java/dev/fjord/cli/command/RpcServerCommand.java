package dev.fjord.cli.command;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.cli.workbench.AsyncWorkbench;
import dev.fjord.cli.workbench.BlockingWorkbench;
import dev.fjord.cli.workbench.Pause;
import dev.fjord.cli.workbench.Simulation;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the workbench. */
@Command(
    name = "rpc-server",
    header = "Serves methods to try things with.",
    description =
        "Serves methods to try things with: echo(value), add(a, b), sleep(seconds), "
            + "fail(kind, message), where(), whoami(), info(message), which may block; and each of them "
            + "with the suffix _async, which does not. With --executor async only the latter are served, "
            + "and info. The clients of oslo.messaging's simulator can call it, and end it with --sync. "
            + "Says 'ready' on standard error when requests can come; -v shows each of them. "
            + "Runs until the limit, SIGTERM or SIGINT, and then finishes what it has taken: exit code 0, "
            + "or 5 if that takes longer than --drain.",
    footer = {
      "",
      "Examples:",
      "  fjord rpc-server --url rabbit://localhost --executor hybrid",
      "  fjord call --url rabbit://localhost --method where_async"
    })
final class RpcServerCommand extends BrokerCommand {
  private static final String ASYNC = "async";

  @Option(
      names = "--executor",
      paramLabel = "EXECUTOR",
      description =
          "What decides the threads: blocking, hybrid, async, or a plug-in's name. "
              + "Default: executor of the configuration, else hybrid.")
  private @Nullable String executor;

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description = "Ends after so long, in s. Default: no end.")
  private @Nullable Duration limit;

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description =
          "How long it finishes what it has taken before it ends, in s. Default: ${DEFAULT-VALUE}.",
      defaultValue = "30")
  private Duration drain = Duration.ofSeconds(30);

  @Option(
      names = {"-w", "--wait"},
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description = "How long info waits before it answers, in s. Default: not at all.")
  private @Nullable Duration wait;

  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

  RpcServerCommand(Shell shell) {
    super(shell, Topics.REQUESTS);
  }

  @Override
  int run() throws ExecutionException {
    FjordConfig config = broker().config();
    if (executor != null) {
      config = config.with(CoreOptions.EXECUTOR, executor);
    }
    try (Transport transport = open(config);
        RpcServer server = start(transport)) {
      ready();
      await(transport, end, limit);
      return server.drain(drain) ? ExitCode.OK : ExitCode.NOT_DRAINED;
    }
  }

  private Duration beforeAnswers() {
    return wait == null ? Duration.ZERO : wait;
  }

  private RpcServer start(Transport transport) {
    RpcServer.Builder builder = RpcServer.builder(transport, broker().served());
    if (!transport.config().get(CoreOptions.EXECUTOR).equals(ASYNC)) {
      builder.endpoint(
          new BlockingWorkbench(transport.timers(), beforeAnswers()), MethodHandles.lookup());
    }
    Simulation simulation = new Simulation(new Pause(transport.timers()), beforeAnswers(), end);
    return builder
        .endpoint(new AsyncWorkbench(transport.timers()), MethodHandles.lookup())
        .endpoint(simulation, MethodHandles.lookup())
        .start();
  }
}
