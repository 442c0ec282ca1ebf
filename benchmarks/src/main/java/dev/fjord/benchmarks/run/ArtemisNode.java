package dev.fjord.benchmarks.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * ActiveMQ Artemis in a JVM of its own, in memory, on a free port of loopback; {@code bin/bench}
 * says where its jars are. Confined to one thread.
 */
final class ArtemisNode implements RunningBroker {
  private static final String MAIN = "dev.fjord.embedded.artemis.BrokerMain";
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final byte[] PROTOCOL_HEADER = {'A', 'M', 'Q', 'P', 0, 1, 0, 0};

  private final Process process;
  private final int port;
  private final Thread atExit;

  private ArtemisNode(Process process, int port) {
    this.process = process;
    this.port = port;
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts one and waits until it answers. */
  static ArtemisNode start() throws IOException, InterruptedException {
    String path = System.getProperty("fjord.artemis.path", "");
    if (path.isEmpty()) {
      throw new IOException("Nobody said where Artemis' jars are: start this with bin/bench amqp");
    }
    int port = BrokerNode.freePort();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                // It has no logger, and says so.
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                path,
                MAIN,
                Integer.toString(port))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ArtemisNode node = new ArtemisNode(process, port);
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!node.answers()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        node.close();
        throw new IOException("Artemis did not start");
      }
    }
    return node;
  }

  @Override
  public String address() {
    return "127.0.0.1:" + port;
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

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(5));
      socket.getOutputStream().write(PROTOCOL_HEADER);
      return socket.getInputStream().read() == PROTOCOL_HEADER[0];
    } catch (IOException e) {
      return false;
    }
  }
}
