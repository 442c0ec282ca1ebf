package dev.fjord.cli.command;

import dev.fjord.cli.json.OneLine;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The {@code fjord} command, which has all others. */
@Command(
    name = "fjord",
    description = "RPC and notifications over a message broker, by hand.",
    footer = {
      "",
      "Try 'fjord demo' first: it needs no broker. 'fjord COMMAND --help' has the options, their"
          + " defaults and examples.",
      "",
      "Configuration comes from fjord.properties, the environment (OS_DEFAULT__TRANSPORT_URL) and"
          + " system properties (-Dfjord.transport_url=... in FJORD_JAVA_OPTS); options win.",
      "",
      "Exit codes: 0 ok, 1 error on the other side, 2 wrong usage or configuration, 3 timeout,"
          + " 4 broker not reached or nobody to deliver to."
    })
public final class FjordCommand {
  private FjordCommand() {}

  /** The command line with all commands. */
  public static CommandLine commandLine(Shell shell) {
    CommandLine line =
        new CommandLine(new FjordCommand())
            .addSubcommand(new DemoCommand(shell))
            .addSubcommand(new RpcServerCommand(shell))
            .addSubcommand(new RpcClientCommand(shell))
            .addSubcommand(new CallCommand(shell))
            .addSubcommand(new CastCommand(shell))
            .addSubcommand(new ServeCommand(shell))
            .addSubcommand(new ExplainCommand(shell))
            .addSubcommand(new PingCommand(shell))
            .addSubcommand(new InfoCommand(shell))
            .addSubcommand(new StatsCommand(shell))
            .addSubcommand(new NotifyCommand(shell))
            .addSubcommand(new ListenCommand(shell))
            .addSubcommand(new NotifyClientCommand(shell));
    addHelp(line);
    addVersion(line.getCommandSpec());
    line.getSubcommands().values().forEach(FjordCommand::addHelp);
    // Arguments that begin with @ are files of JSON, not of options.
    return line.setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(FjordCommand::reportUsage)
        .setExecutionExceptionHandler(new ErrorReport());
  }

  private static void addHelp(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this help.").build());
    spec.usageMessage().sortOptions(false);
  }

  private static void addVersion(CommandSpec spec) {
    String version = FjordCommand.class.getPackage().getImplementationVersion();
    spec.version("fjord " + (version == null ? "(version unknown)" : version));
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Shows the version.")
            .build());
  }

  private static int reportUsage(ParameterException wrong, String[] arguments) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println(OneLine.of(String.valueOf(wrong.getMessage())));
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("Try '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.USAGE;
  }
}
