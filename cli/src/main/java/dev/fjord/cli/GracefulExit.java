package dev.fjord.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a command end by itself when the process gets SIGTERM or SIGINT: its thread is interrupted,
 * and the process waits for it. A command that serves then ends with a code of its own, 0 if it has
 * finished all it took, and so does the process; one that was cut short ends as the signal says.
 */
final class GracefulExit {
  /** Longer than any server waits for what it works on; a second signal would not end it sooner. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What a command that was cut short returns. */
  private static final int INTERRUPTED = 130;

  private final Thread command;
  private final CompletableFuture<Integer> finished = new CompletableFuture<>();

  private GracefulExit(Thread command) {
    this.command = command;
  }

  static GracefulExit install(Thread command) {
    GracefulExit exit = new GracefulExit(command);
    Runtime.getRuntime().addShutdownHook(new Thread(exit::onShutdown, "shutdown-fjord"));
    return exit;
  }

  /** To be called when the command has ended, before the process is. */
  void finished(int code) {
    finished.complete(code);
  }

  private void onShutdown() {
    if (finished.isDone()) {
      return;
    }
    command.interrupt();
    try {
      int code = finished.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      if (code != INTERRUPTED) {
        // After a signal the JVM would end with 128 and the signal's number.
        Runtime.getRuntime().halt(code);
      }
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      System.err.println("fjord: the command did not end in time");
    }
  }
}
