package dev.fjord.benchmarks.run;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A RabbitMQ node of this run's own: files in a temporary directory, ports of its own on loopback,
 * nothing shared with a broker of the system. Confined to one thread.
 */
final class BrokerNode implements RunningBroker {
  private static final Path PROGRAMS =
      Path.of(System.getProperty("fjord.rabbitmq.bin", "/usr/lib/rabbitmq/bin"));
  private static final Duration READY_LIMIT = Duration.ofSeconds(90);
  private static final byte[] PROTOCOL_HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
  private static final int METHOD_FRAME = 1;
  private static final String ERLANG =
      "+S 2:2 +sbwt very_short +sbwtdio very_short -kernel inet_dist_use_interface {127,0,0,1}";

  private final Path directory;
  private final int port;
  private final int mapperPort;
  private final String configuration;
  private final Thread atExit = new Thread(this::kill);
  private @Nullable Process mapper;
  private @Nullable Process node;

  private BrokerNode(Path directory, int port, int mapperPort, String configuration) {
    this.configuration = configuration;
    this.directory = directory;
    this.port = port;
    this.mapperPort = mapperPort;
  }

  /** Starts a node and waits until it answers. */
  static BrokerNode start() throws IOException, InterruptedException {
    return start("");
  }

  /** Starts a node with more lines of configuration, and waits until it answers. */
  static BrokerNode start(String configuration) throws IOException, InterruptedException {
    if (!Files.isExecutable(PROGRAMS.resolve("rabbitmq-server"))) {
      throw new IOException(
          "RabbitMQ is not installed (no "
              + PROGRAMS.resolve("rabbitmq-server")
              + "): run bin/setup, or leave out what needs a broker (bin/bench quick)");
    }
    Path directory =
        Files.createTempDirectory(
            "fjord-bench-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    BrokerNode node = new BrokerNode(directory, freePort(), freePort(), configuration);
    Runtime.getRuntime().addShutdownHook(node.atExit);
    try {
      node.launch();
      return node;
    } catch (IOException | InterruptedException e) {
      node.close();
      throw e;
    }
  }

  @Override
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Evaluates an expression in the broker and returns what it prints. */
  String eval(String expression) throws IOException, InterruptedException {
    Process command =
        process(PROGRAMS.resolve("rabbitmqctl").toString(), "eval", expression)
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    String answer = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (command.waitFor() != 0) {
      throw new IOException("The broker refused " + expression + ": " + answer);
    }
    return answer;
  }

  @Override
  public long pid() {
    return node == null ? 0 : node.pid();
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void launch() throws IOException, InterruptedException {
    Files.createDirectories(directory.resolve("log"));
    Path cookie = directory.resolve(".erlang.cookie");
    Files.writeString(
        cookie, UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT));
    Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
    Files.writeString(directory.resolve("enabled_plugins"), "[].\n");
    Files.writeString(directory.resolve("rabbitmq-env.conf"), "");
    Files.writeString(
        directory.resolve("rabbitmq.conf"),
        "listeners.tcp.1 = 127.0.0.1:" + port + "\nloopback_users = none\n" + configuration);
    // Ours and in the foreground, or else the node would start one that outlives it.
    mapper = process("epmd").start();
    Process started = process(PROGRAMS.resolve("rabbitmq-server").toString()).start();
    node = started;
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!answers()) {
      if (started.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        throw new IOException("The broker did not start:\n" + log());
      }
    }
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("log").resolve("output"));
  }

  private ProcessBuilder process(String... program) {
    ProcessBuilder builder = new ProcessBuilder(program).directory(directory.toFile());
    Map<String, String> env = builder.environment();
    env.keySet().removeIf(key -> key.startsWith("RABBITMQ_") || key.startsWith("ERL_"));
    env.put("HOME", directory.toString());
    env.put("RABBITMQ_NODENAME", "fjordbench" + port + "@localhost");
    env.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
    env.put("RABBITMQ_NODE_PORT", Integer.toString(port));
    env.put("RABBITMQ_DIST_PORT", Integer.toString(freePort()));
    env.put("ERL_EPMD_PORT", Integer.toString(mapperPort));
    env.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    env.put("RABBITMQ_MNESIA_BASE", directory.resolve("mnesia").toString());
    env.put("RABBITMQ_LOG_BASE", directory.resolve("log").toString());
    env.put("RABBITMQ_PID_FILE", directory.resolve("pid").toString());
    env.put("RABBITMQ_ENABLED_PLUGINS_FILE", directory.resolve("enabled_plugins").toString());
    env.put("RABBITMQ_CONFIG_FILE", directory.resolve("rabbitmq").toString());
    env.put("RABBITMQ_ADVANCED_CONFIG_FILE", directory.resolve("advanced").toString());
    env.put("RABBITMQ_GENERATED_CONFIG_DIR", directory.resolve("config").toString());
    env.put("RABBITMQ_CONF_ENV_FILE", directory.resolve("rabbitmq-env.conf").toString());
    env.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", ERLANG);
    // Makes the script become the broker instead of waiting for it: the pid held is the broker's.
    env.put("RUNNING_UNDER_SYSTEMD", "true");
    env.remove("NOTIFY_SOCKET");
    return builder
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(directory.resolve("log").resolve("output").toFile()));
  }

  /** Ready is when the broker begins the AMQP handshake; an open port alone is too early. */
  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(5));
      socket.getOutputStream().write(PROTOCOL_HEADER);
      return new DataInputStream(socket.getInputStream()).read() == METHOD_FRAME;
    } catch (IOException e) {
      return false;
    }
  }

  /** Called at the close, and when the JVM is ended meanwhile. */
  private synchronized void kill() {
    try {
      for (Process process : new @Nullable Process[] {node, mapper}) {
        if (process != null) {
          process.destroyForcibly().waitFor();
        }
      }
      if (!Files.exists(directory)) {
        return;
      }
      try (var files = Files.walk(directory)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Could not delete " + directory + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
