package dev.fjord.interop.rabbit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a private node keeps its files, which ports it uses, and the environment that keeps it and
 * its tools away from any broker of the system.
 *
 * @param directory holds everything, and is deleted in the end
 * @param ports the node's own
 * @param epmdPort the port mapper's, which nodes of a cluster share
 */
record NodeLayout(Path directory, PortBlock ports, int epmdPort) {
  private static final Path PROGRAMS =
      Path.of(System.getProperty("fjord.rabbitmq.bin", "/usr/lib/rabbitmq/bin"));
  private static final String LOOPBACK = "{127,0,0,1}";

  /**
   * Few threads for a small machine. Starting is a long series of file reads that go to and fro
   * between two threads: without any busy waiting ("none") it takes three times as long.
   */
  private static final String SCHEDULERS = "+S 2:2 +sbwt very_short +sbwtdio very_short";

  /** Makes the directory and writes what a node reads when it starts. */
  static NodeLayout create(
      List<String> plugins, Map<String, String> settings, @Nullable NodeLayout peer)
      throws IOException {
    requireInstalled();
    PortBlock ports = PortBlock.choose();
    NodeLayout layout =
        new NodeLayout(
            Files.createTempDirectory(
                "fjord-rabbit-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
            ports,
            peer == null ? ports.epmd() : peer.epmdPort);
    Files.createDirectories(layout.home());
    Files.createDirectories(layout.directory.resolve("log"));
    // Made here, so that the tools never race with the node to make it.
    Path cookie = layout.home().resolve(".erlang.cookie");
    Files.writeString(
        cookie,
        peer == null
            ? UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT)
            : Files.readString(peer.home().resolve(".erlang.cookie")));
    Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
    Files.writeString(
        layout.directory.resolve("enabled_plugins"), "[" + String.join(",", plugins) + "].\n");
    Files.writeString(layout.directory.resolve("rabbitmq-env.conf"), "");
    Files.writeString(
        layout.directory.resolve("rabbitmq.conf"), layout.configuration(plugins, settings));
    return layout;
  }

  private static void requireInstalled() {
    if (!Files.isExecutable(PROGRAMS.resolve("rabbitmq-server"))) {
      throw new IllegalStateException(
          "RabbitMQ is not installed (no "
              + PROGRAMS.resolve("rabbitmq-server")
              + "): run bin/setup as root, then run the tests again");
    }
  }

  private String configuration(List<String> plugins, Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    text.append("listeners.tcp.1 = 127.0.0.1:").append(ports.amqp()).append('\n');
    text.append("loopback_users = none\n");
    if (plugins.contains("rabbitmq_management")) {
      text.append("management.tcp.ip = 127.0.0.1\n");
      text.append("management.tcp.port = ").append(ports.management()).append('\n');
    }
    if (plugins.contains("rabbitmq_amqp1_0")) {
      text.append("amqp1_0.default_user = guest\n");
    }
    settings.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
    return text.toString();
  }

  Path home() {
    return directory.resolve("home");
  }

  Path log(String name) {
    return directory.resolve("log").resolve(name + ".log");
  }

  String nodeName() {
    return "fjord" + ports.amqp() + "@localhost";
  }

  String consoleName() {
    return "console" + ports.amqp() + "@localhost";
  }

  /** A program of the broker, not the wrapper that insists on the broker's own user. */
  String program(String name) {
    return PROGRAMS.resolve(name).toString();
  }

  /** A process with the node's environment and nothing of the caller's that could disturb it. */
  ProcessBuilder process(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> env = builder.environment();
    env.keySet().removeIf(key -> key.startsWith("RABBITMQ_") || key.startsWith("ERL_"));
    env.put("HOME", home().toString());
    env.put("RABBITMQ_NODENAME", nodeName());
    env.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
    env.put("RABBITMQ_NODE_PORT", Integer.toString(ports.amqp()));
    env.put("RABBITMQ_DIST_PORT", Integer.toString(ports.distribution()));
    env.put("ERL_EPMD_PORT", Integer.toString(epmdPort));
    env.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    env.put("RABBITMQ_MNESIA_BASE", directory.resolve("mnesia").toString());
    env.put("RABBITMQ_LOG_BASE", directory.resolve("log").toString());
    env.put("RABBITMQ_PID_FILE", directory.resolve("pid").toString());
    env.put("RABBITMQ_ENABLED_PLUGINS_FILE", directory.resolve("enabled_plugins").toString());
    env.put("RABBITMQ_CONFIG_FILE", directory.resolve("rabbitmq").toString());
    env.put("RABBITMQ_ADVANCED_CONFIG_FILE", directory.resolve("advanced").toString());
    env.put("RABBITMQ_GENERATED_CONFIG_DIR", directory.resolve("config").toString());
    env.put("RABBITMQ_CONF_ENV_FILE", directory.resolve("rabbitmq-env.conf").toString());
    env.put(
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
        SCHEDULERS + " -kernel inet_dist_use_interface " + LOOPBACK);
    env.put("RABBITMQ_CTL_ERL_ARGS", SCHEDULERS + " -kernel inet_dist_use_interface " + LOOPBACK);
    env.put("RABBITMQ_CTL_DIST_PORT_MIN", Integer.toString(ports.controlLowest()));
    env.put("RABBITMQ_CTL_DIST_PORT_MAX", Integer.toString(ports.controlHighest()));
    // Makes the script become the VM instead of waiting for it: the pid we hold is the VM's.
    env.put("RUNNING_UNDER_SYSTEMD", "true");
    env.remove("NOTIFY_SOCKET");
    return builder;
  }

  /** The last lines of the node's logs, for the message of a failure. */
  String lastLines() {
    try (var logs = Files.list(directory.resolve("log"))) {
      return logs.sorted()
          .filter(Files::isRegularFile)
          .map(NodeLayout::tail)
          .collect(Collectors.joining());
    } catch (IOException e) {
      return "(no logs: " + e.getMessage() + ")";
    }
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return "\n--- "
          + log.getFileName()
          + "\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "\n--- " + log.getFileName() + ": " + e.getMessage();
    }
  }

  /** Deletes the directory with all that is in it. */
  void delete() {
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException("could not delete " + directory, e);
    }
  }
}
