package dev.fjord.cli.command;

import dev.fjord.ConfigurationException;
import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.cli.explain.ClassSource;
import dev.fjord.cli.explain.Explanation;
import dev.fjord.rpc.AccessPolicy;
import dev.fjord.rpc.ServedInterface;
import dev.fjord.rpc.ServerPlan;
import dev.fjord.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a server would do, without a start. */
@Command(
    name = "explain",
    header = "Says what a server would do, without starting it.",
    description =
        "Says what a server with these endpoints would do, without starting it and without reaching for "
            + "the broker: what callers reach, on which thread each method runs, how many at a time, which "
            + "exchanges and queues the broker is asked for with which flags. With --client also whether the "
            + "endpoints serve all that proxies of that interface call; if not, the exit code is 1. If the "
            + "executor refuses some methods, it is 2.",
    footer = {
      "",
      "Examples:",
      "  fjord explain --class-path target/classes --topic compute --server host-1 \\",
      "      --url rabbit://localhost --executor async com.acme.ComputeEndpoint",
      "  fjord explain --class-path service.jar:client.jar --config-file /etc/nova/nova.conf \\",
      "      --client com.acme.Compute com.acme.ComputeEndpoint"
    })
final class ExplainCommand extends BrokerCommand {
  @Parameters(paramLabel = "ENDPOINT", arity = "0..*", description = "Classes of endpoints.")
  private List<String> endpoints = new ArrayList<>();

  @Option(
      names = "--client",
      paramLabel = "INTERFACE",
      description = "An interface that clients make proxies of. Repeatable. " + "Default: none.")
  private List<String> clients = new ArrayList<>();

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description =
          "Where the classes are: directories and jars, with the system's separator between them. "
              + "Default: that of this command.")
  private String classPath = "";

  @Option(
      names = "--executor",
      paramLabel = "EXECUTOR",
      description =
          "What decides the threads: blocking, hybrid, async, or a plug-in's name. "
              + "Default: executor of the configuration, else hybrid.")
  private @Nullable String executor;

  @Option(
      names = "--access",
      paramLabel = "POLICY",
      description =
          "What callers reach besides what is marked: EXPLICIT (nothing), UNLESS_UNDERSCORED, LEGACY "
              + "(every public method). "
              + "Default: EXPLICIT.")
  private Access access = Access.EXPLICIT;

  /** The policies by name. */
  enum Access {
    EXPLICIT,
    UNLESS_UNDERSCORED,
    LEGACY;

    AccessPolicy policy() {
      return switch (this) {
        case EXPLICIT -> AccessPolicy.explicit();
        case UNLESS_UNDERSCORED -> AccessPolicy.unlessUnderscored();
        case LEGACY -> AccessPolicy.legacy();
      };
    }
  }

  ExplainCommand(Shell shell) {
    super(shell, Topics.REQUESTS);
  }

  @Override
  int run() throws Exception {
    if (endpoints.isEmpty() && clients.isEmpty()) {
      throw new ConfigurationException(
          "There is nothing to explain: name a class of an endpoint, or an interface with --client");
    }
    FjordConfig config = broker().config();
    if (executor != null) {
      config = config.with(CoreOptions.EXECUTOR, executor);
    }
    try (ClassSource classes = ClassSource.of(classPath);
        Transport transport = open(config)) {
      ServedInterface served = ServedInterface.of(access.policy(), classes.named(endpoints));
      Explanation explanation = new Explanation(transport, served);
      classes.named(clients).forEach(client -> explanation.client(broker().called(), client));
      if (!endpoints.isEmpty()) {
        explanation.server(ServerPlan.of(transport, broker().planned(), served));
      }
      if (output().isJson()) {
        printJson(transport.codec(), explanation.json());
      } else {
        explanation.lines().forEach(out()::println);
      }
      return explanation.isRefused()
          ? ExitCode.USAGE
          : explanation.hasMismatch() ? ExitCode.REMOTE_ERROR : ExitCode.OK;
    }
  }
}
