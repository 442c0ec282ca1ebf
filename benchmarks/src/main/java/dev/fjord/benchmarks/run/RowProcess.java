package dev.fjord.benchmarks.run;

import dev.fjord.benchmarks.load.LoadMain;
import dev.fjord.benchmarks.load.Measurement;
import dev.fjord.benchmarks.suite.Row;
import dev.fjord.benchmarks.suite.Section;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Runs one row in a process of its own and reads what it printed. Confined to one thread. */
final class RowProcess {
  private static final int MINUTES_AT_MOST = 3;
  private static final int SILENCED_SINCE = 23;

  private final Path directory;
  private final @Nullable RunningBroker broker;
  private final JsonMapper json = new JsonMapper();

  RowProcess(Path directory, @Nullable RunningBroker broker) {
    this.directory = directory;
    this.broker = broker;
  }

  /** Measures a row under the loads given. */
  List<Measurement> run(Section section, Row row, List<String> loads)
      throws IOException, InterruptedException {
    return switch (row.kind()) {
      case LOAD -> marked(finished(row, loadCommand(section, row, loads)));
      case PYTHON -> plain(finished(row, pythonCommand(row)));
      case JMH -> {
        Path result = directory.resolve("jmh.json");
        var unused = finished(row, jmhCommand(section, row, result));
        yield List.of(JmhResult.read(result));
      }
    };
  }

  private List<String> loadCommand(Section section, Row row, List<String> loads)
      throws IOException {
    List<String> words = new ArrayList<>();
    String heap = "1g";
    String classPath = System.getProperty("java.class.path");
    for (String word : row.words()) {
      if (word.startsWith("heap=")) {
        heap = word.substring("heap=".length());
      } else if (word.startsWith("jars=")) {
        classPath = jars(word.substring("jars=".length())) + File.pathSeparator + classPath;
      } else if (word.equals("url=rabbit")) {
        words.add("url=rabbit://guest:guest@" + requireBroker().address() + "/");
      } else if (word.equals("url=amqp")) {
        words.add("url=amqp://" + requireBroker().address() + "/");
      } else {
        words.add(word);
      }
    }
    if (broker != null) {
      words.add("amqp=" + broker.address());
      words.add("brokerPid=" + broker.pid());
    }
    List<String> command = java(heap, classPath);
    command.add(LoadMain.class.getName());
    command.add("loads=" + String.join(",", loads));
    command.addAll(List.of(section.timing().split(" ")));
    command.addAll(words);
    return command;
  }

  private List<String> jmhCommand(Section section, Row row, Path result) {
    List<String> command = java("1g", System.getProperty("java.class.path"));
    command.add("org.openjdk.jmh.Main");
    command.add("\\." + row.words().getFirst().replace(".", "\\.") + "$");
    command.addAll(row.words().subList(1, row.words().size()));
    command.addAll(List.of(section.timing().split(" ")));
    command.addAll(List.of("-f", "1", "-prof", "gc", "-rf", "json", "-rff", result.toString()));
    return command;
  }

  private List<String> pythonCommand(Row row) throws IOException {
    Path script = directory.resolve("oslo_bench.py");
    try (InputStream stream =
        RowProcess.class.getResourceAsStream("/dev/fjord/benchmarks/peer/oslo_bench.py")) {
      if (stream == null) {
        throw new IOException("oslo_bench.py is missing");
      }
      Files.copy(stream, script, StandardCopyOption.REPLACE_EXISTING);
    }
    RunningBroker node = requireBroker();
    return List.of(
        System.getProperty("fjord.python", "/usr/bin/python3"),
        script.toString(),
        row.words().get(0),
        "rabbit://guest:guest@" + node.address() + "/",
        row.words().get(1),
        "100",
        "3",
        "2",
        Long.toString(node.pid()));
  }

  /** A peer's own jars, in the place of other versions of them. */
  private static String jars(String peer) throws IOException {
    Path directory = Path.of(System.getProperty("fjord.bench.jars", ""), peer);
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "There are no jars of " + peer + " in " + directory + ": start this with bin/bench");
    }
    return directory.resolve("*").toString();
  }

  private static List<String> java(String heap, String classPath) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx" + heap,
                "-XX:+UseG1GC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath));
    if (Runtime.version().feature() >= SILENCED_SINCE) {
      command.add(1, "--sun-misc-unsafe-memory-access=allow");
    }
    return command;
  }

  private List<String> finished(Row row, List<String> command)
      throws IOException, InterruptedException {
    File output = directory.resolve("row.out").toFile();
    Path errors = directory.resolve("row.err");
    Process process =
        new ProcessBuilder(command).redirectOutput(output).redirectError(errors.toFile()).start();
    Thread atExit = new Thread(() -> killed(process));
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      if (!process.waitFor(MINUTES_AT_MOST, TimeUnit.MINUTES)) {
        throw failed(row, "did not end within " + MINUTES_AT_MOST + " minutes", errors);
      }
    } finally {
      killed(process);
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
    if (process.exitValue() != 0) {
      throw failed(row, "ended with " + process.exitValue(), errors);
    }
    return Files.readAllLines(output.toPath());
  }

  private static void killed(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static IOException failed(Row row, String how, Path errors) throws IOException {
    List<String> lines = Files.readAllLines(errors);
    return new IOException(
        row.id()
            + " "
            + how
            + ":\n"
            + String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size())));
  }

  private List<Measurement> marked(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(LoadMain.MARK))
        .map(line -> json.readValue(line.substring(LoadMain.MARK.length()), Measurement.class))
        .toList();
  }

  private List<Measurement> plain(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("{"))
        .map(line -> json.readValue(line, Measurement.class))
        .toList();
  }

  private RunningBroker requireBroker() {
    if (broker == null) {
      throw new IllegalStateException("this section was not said to need a broker");
    }
    return broker;
  }
}
