package dev.fjord.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * ActiveMQ Artemis in a JVM of its own, in memory, on a free port of loopback; {@code bin/bench} says
 * where its jars are. Confined to one thread.
 */
final class ArtemisNode implements RunningBroker {
  private static final String MAIN = "dev.fjord.embedded.artemis.BrokerMain";
  private static final String READY = "amqp://";

  private final Process process;
  private final String address;
  private final Thread atExit;

  private ArtemisNode(Process process, String address) {
    this.process = process;
    this.address = address;
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts one and waits until it takes connections. */
  static ArtemisNode start() throws IOException {
    String path = System.getProperty("fjord.artemis.path", "");
    if (path.isEmpty()) {
      throw new IOException("Nobody said where Artemis' jars are: start this with bin/bench amqp");
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                path,
                MAIN)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return new ArtemisNode(process, line.substring(READY.length()));
      }
    }
    throw new IOException("Artemis did not start: " + List.of(MAIN, process.pid()));
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
