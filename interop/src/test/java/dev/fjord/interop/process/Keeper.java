package dev.fjord.interop.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Cleans up if this JVM ends without having done so, even by a halt or a kill where no shutdown
 * hook runs: a small shell reads from a pipe that only this JVM holds open, and at its end kills
 * the processes it was told of and deletes the directory. A process is killed only if the directory
 * occurs in its environment or command line, so a number that was reused meanwhile is safe.
 *
 * <p>Confined to one thread at a time.
 */
public final class Keeper implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      pids=
      while read -r pid; do pids="$pids $pid"; done
      for pid in $pids; do
        if grep -qsF -- "$1" /proc/$pid/environ /proc/$pid/cmdline; then kill -9 $pid; fi
      done
      rm -rf -- "$1"
      """;

  private final Process shell;

  private Keeper(Process shell) {
    this.shell = shell;
  }

  /** Starts a keeper of the given directory. */
  public static Keeper of(Path directory) {
    try {
      return new Keeper(
          new ProcessBuilder("/bin/sh", "-c", SCRIPT, "keeper", directory.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a process of this JVM to those that must not outlive it. */
  public void add(Process process) {
    try {
      shell.outputWriter().write(process.pid() + "\n");
      shell.outputWriter().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the keeper without any clean-up: the owner has done its own. */
  @Override
  public void close() {
    Signals.kill9(shell);
  }
}
