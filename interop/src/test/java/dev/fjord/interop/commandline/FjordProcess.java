package dev.fjord.interop.commandline;

import dev.fjord.interop.process.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A run of {@code bin/fjord}. Its methods may block. */
final class FjordProcess implements AutoCloseable {
  /** The first run builds what it starts. */
  static final Duration BUILD_LIMIT = Duration.ofMinutes(5);

  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final Process process;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final CompletableFuture<String> output;
  private final CompletableFuture<String> errors;

  private FjordProcess(Process process) {
    this.process = process;
    this.output = read(process.getInputStream());
    this.errors = read(process.getErrorStream());
  }

  /**
   * What came of a run.
   *
   * @param code its exit code
   * @param output its standard output
   * @param errors its standard error
   */
  record Result(int code, String output, String errors) {}

  /** Starts the command. */
  static FjordProcess start(String... arguments) {
    List<String> command = new ArrayList<>(List.of(root().resolve("bin/fjord").toString()));
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      // It runs for a moment only.
      builder.environment().put("FJORD_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
      FjordProcess started = new FjordProcess(builder.start());
      started.endInput();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the simulator in Python in its place; what serves there ends with its input. */
  static FjordProcess simulator(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("fjord.python", "/usr/bin/python3"),
                root().resolve("interop/src/test/python/simulator.py").toString()));
    command.addAll(List.of(arguments));
    try {
      return new FjordProcess(new ProcessBuilder(command).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its standard input. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Starts the command and waits for its end. */
  static Result run(String... arguments) throws Exception {
    try (FjordProcess process = start(arguments)) {
      return process.result(LIMIT);
    }
  }

  /** Waits until it says that it is ready. */
  FjordProcess awaitReady() throws Exception {
    ready.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    return this;
  }

  /** Asks it to stop, as an operator would. */
  void terminate() {
    process.destroy();
  }

  /** Waits for its end. */
  Result result(Duration limit) throws Exception {
    Signals.awaitExit(process, limit);
    return new Result(
        process.exitValue(), output.get(5, TimeUnit.SECONDS), errors.get(5, TimeUnit.SECONDS));
  }

  /** Waits for its end. */
  Result result() throws Exception {
    return result(LIMIT);
  }

  @Override
  public void close() {
    Signals.kill9(process);
  }

  private CompletableFuture<String> read(InputStream stream) {
    CompletableFuture<String> all = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              StringBuilder text = new StringBuilder();
              try (var lines =
                  new java.io.BufferedReader(
                      new java.io.InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  text.append(line).append('\n');
                  if (line.equals("ready")) {
                    ready.complete(line);
                  }
                }
              } catch (IOException e) {
                text.append(e);
              }
              ready.completeExceptionally(
                  new IllegalStateException("fjord ended before it was ready: " + text));
              all.complete(text.toString());
            },
            "fjord-output-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    return all;
  }

  /** The working directory is the module's under Maven, the project's in some editors. */
  private static Path root() {
    return Stream.of(Path.of(System.getProperty("basedir", ".")), Path.of("."))
        .flatMap(base -> Stream.of(base, base.resolve("..")))
        .map(path -> path.toAbsolutePath().normalize())
        .filter(path -> Files.exists(path.resolve("bin/fjord")))
        .findFirst()
        .orElseThrow();
  }
}
