package dev.fjord.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a command end by itself when the process gets SIGTERM or SIGINT: its thread is interrupted,
 * and the process waits for it. A command for which that is the regular end makes the process end
 * with 0, as a service should.
 */
final class GracefulExit {
  /** A little longer than a server waits for what it works on. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

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
      if (finished.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS) == 0) {
        // After a signal the JVM would end with 128 and the signal's number.
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      System.err.println("fjord: the command did not end in time");
    }
  }
}
