package dev.fjord.interop.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A JVM of its own for one main class of the tests, with the tests' class path. What it prints is
 * kept by lines. Killed when it is closed. Thread-safe.
 */
public final class TestJvm implements AutoCloseable {
  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> allRead = new CompletableFuture<>();

  private TestJvm(Process process) {
    this.process = process;
    Thread.ofVirtual().name("output-" + process.pid()).start(this::read);
  }

  /** Starts the main method of a class. */
  public static TestJvm start(List<String> options, Class<?> main, String... arguments) {
    // Under Maven the class path of this JVM is one jar that names the others.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
    command.add("-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    try {
      return new TestJvm(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process itself. */
  public Process process() {
    return process;
  }

  /** What it has printed so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** The lines that begin with a word, without it. */
  public Stream<String> said(String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1));
  }

  /** Asks it to end, as an operator does. */
  public void terminate() {
    // Not the process's own destroy(), which closes the pipe of its last words.
    boolean unused = process.toHandle().destroy();
  }

  /** Waits for its end and for all it has printed; returns the exit code. */
  public int awaitEnd(Duration limit) {
    Signals.awaitExit(process, limit);
    allRead.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    Signals.kill9(process);
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("reading ended with " + e);
    } finally {
      allRead.complete(null);
    }
  }
}
