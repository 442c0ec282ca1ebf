package dev.fjord.cli.command;

import dev.fjord.FjordConfig;
import dev.fjord.cli.json.OneLine;
import dev.fjord.codec.JsonCodec;
import dev.fjord.transport.Transport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share: the broker, the streams, and waiting for the end. */
abstract class BrokerCommand implements Callable<Integer> {
  @Mixin private final BrokerOptions broker;
  @Mixin private final OutputOptions output = new OutputOptions();
  @Spec private @Nullable CommandSpec spec;
  private final Shell shell;

  BrokerCommand(Shell shell, String defaultTopic) {
    this.shell = shell;
    this.broker = new BrokerOptions(defaultTopic);
  }

  @Override
  public final Integer call() throws Exception {
    setUpLogging();
    return run();
  }

  /** Says how much is logged, before anything logs. */
  void setUpLogging() {
    output.setUpLogging();
  }

  /** Does the work; returns the exit code. */
  abstract int run() throws Exception;

  final BrokerOptions broker() {
    return broker;
  }

  final OutputOptions output() {
    return output;
  }

  final CommandLine commandLine() {
    return Objects.requireNonNull(spec, "set when the command line is built").commandLine();
  }

  final PrintWriter out() {
    return commandLine().getOut();
  }

  final PrintWriter err() {
    return commandLine().getErr();
  }

  final Transport open(FjordConfig config) {
    return shell.transports().apply(config);
  }

  final JsonSource json(FjordConfig config) {
    return new JsonSource(commandLine(), config, shell.input());
  }

  /** Prints an object on one line. */
  final void printJson(JsonCodec codec, Map<String, ? extends @Nullable Object> fields) {
    out().println(OneLine.of(codec, fields));
  }

  /** Tells whoever started this that messages can come. */
  final void ready() {
    err().println("ready");
  }

  /** Waits for the end, the limit if there is one, or the signal that interrupts this thread. */
  static void await(
      Transport transport, CompletableFuture<@Nullable Void> end, @Nullable Duration limit)
      throws ExecutionException {
    if (limit != null) {
      transport.timers().schedule(limit, () -> end.complete(null));
    }
    try {
      end.get();
    } catch (InterruptedException e) {
      // A signal: the regular end of a command that serves. What follows must be able to wait.
      end.complete(null);
    }
  }
}
