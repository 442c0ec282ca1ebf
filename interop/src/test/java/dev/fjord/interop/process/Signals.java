package dev.fjord.interop.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Signals to processes that the test itself started.
 *
 * <p>Thread-safe; every method blocks until the signal is delivered or the process is gone.
 */
public final class Signals {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Signals() {}

  /** Stops a process where it stands: its sockets stay open, nothing answers. */
  public static void freeze(Process process) {
    send("STOP", process);
    // The signal is taken by one thread after another; one that still runs could answer.
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!standsStill(process)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("process " + process.pid() + " does not stand still");
      }
      Thread.onSpinWait();
    }
  }

  /** Lets a frozen process go on. */
  public static void thaw(Process process) {
    send("CONT", process);
  }

  /** Kills a process without giving it a chance to clean up, and waits until it is gone. */
  public static void kill9(Process process) {
    process.destroyForcibly();
    awaitExit(process, LIMIT);
  }

  /**
   * Waits for the end of a process.
   *
   * @throws IllegalStateException if it is still there when the time is up
   */
  public static void awaitExit(Process process, Duration timeout) {
    if (!exits(process, timeout)) {
      throw new IllegalStateException(
          "process " + process.pid() + " did not end within " + timeout.toMillis() + " ms");
    }
  }

  /** Waits for the end of a process and tells whether it came in time. */
  public static boolean exits(Process process, Duration timeout) {
    try {
      return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for process " + process.pid(), e);
    }
  }

  /** Whether each of its threads is in the state "stopped", the field behind the name. */
  private static boolean standsStill(Process process) {
    Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
    try (var each = Files.list(threads)) {
      return each.map(thread -> thread.resolve("stat"))
          .map(Signals::read)
          .allMatch(stat -> stat.startsWith(" T", stat.lastIndexOf(')') + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Uses the shell's own kill, because the program of that name is in an optional package. */
  private static void send(String signal, Process process) {
    if (!process.isAlive()) {
      throw new IllegalStateException("process " + process.pid() + " is gone");
    }
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + process.pid())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      awaitExit(kill, LIMIT);
      if (kill.exitValue() != 0) {
        throw new IllegalStateException(
            "signal " + signal + " to process " + process.pid() + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
