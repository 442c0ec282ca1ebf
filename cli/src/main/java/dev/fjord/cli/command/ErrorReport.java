package dev.fjord.cli.command;

import dev.fjord.FjordConfig;
import dev.fjord.FjordException;
import dev.fjord.RemoteErrorException;
import dev.fjord.cli.json.OneLine;
import dev.fjord.codec.JsonCodec;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong; more only with {@code -v}. */
final class ErrorReport implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine command, ParseResult parseResult) {
    Throwable failure = unwrapped(thrown);
    int code = ExitCode.of(failure);
    String type = failure.getClass().getSimpleName();
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof RemoteErrorException remote) {
      type = remote.type();
      message = remote.remoteMessage();
    }
    PrintWriter err = command.getErr();
    err.println(OneLine.of(type + ": " + message));
    if (command.getCommand() instanceof BrokerCommand ours) {
      if (ours.output().isJson()) {
        printJson(command.getOut(), type, message);
      }
      if (ours.output().isVerbose()) {
        printTrace(err, failure);
      } else if (code == ExitCode.BUG) {
        err.println("This should not happen. Run again with -v for the stack trace.");
      }
    }
    err.flush();
    return code;
  }

  private static void printJson(PrintWriter out, String type, String message) {
    JsonCodec codec = JsonCodec.of(FjordConfig.defaults());
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", type);
    error.put("message", message);
    out.println(OneLine.of(codec, Map.of("error", error)));
    out.flush();
  }

  private static void printTrace(PrintWriter err, Throwable failure) {
    if (failure instanceof RemoteErrorException remote) {
      remote.failure().traceback().stream()
          .flatMap(String::lines)
          .forEach(line -> err.println("  " + OneLine.of(line)));
    } else {
      failure.printStackTrace(err);
    }
  }

  private static Throwable unwrapped(Throwable thrown) {
    boolean isWrapper =
        thrown instanceof ExecutionException
            || thrown instanceof CompletionException
            || thrown.getClass() == FjordException.class;
    Throwable cause = thrown.getCause();
    return isWrapper && (cause instanceof FjordException) ? unwrapped(cause) : thrown;
  }
}
