package dev.fjord.cli;

import dev.fjord.cli.command.FjordCommand;
import dev.fjord.cli.command.Shell;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Runs the {@code fjord} command. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    GracefulExit exit = GracefulExit.install(Thread.currentThread());
    CommandLine commands =
        FjordCommand.commandLine(Shell.ofProcess())
            .setOut(writer(FileDescriptor.out))
            .setErr(writer(FileDescriptor.err));
    int code = commands.execute(args);
    commands.getOut().flush();
    commands.getErr().flush();
    exit.finished(code);
    System.exit(code);
  }

  /** JSON is UTF-8 whatever the locale; lines are seen when they are written. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
        /* autoFlush= */ true);
  }
}
