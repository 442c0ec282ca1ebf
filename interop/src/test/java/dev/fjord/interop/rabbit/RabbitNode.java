package dev.fjord.interop.rabbit;

import dev.fjord.interop.process.Keeper;
import dev.fjord.interop.process.Signals;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A RabbitMQ node of the test's own: files in a temporary directory, ports of its own on loopback,
 * nothing shared with a broker of the system. It speaks AMQP 0-9-1 and AMQP 1.0 on one port, as
 * user {@code guest} with password {@code guest}.
 *
 * <p>Confined to one thread at a time, except {@link #eval}, {@link #queues} and {@link #control};
 * every method may block. If the JVM dies, a {@link Keeper} removes the node.
 */
public final class RabbitNode implements AutoCloseable {
  /** A node that joins others under load needs long on a small machine. */
  private static final Duration READY_LIMIT = Duration.ofMinutes(4);

  private static final Duration CONTROL_LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final byte[] PROTOCOL_HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
  private static final int METHOD_FRAME = 1;

  private final NodeLayout layout;
  private final Keeper keeper;
  private final @Nullable Process portMapper;
  private @Nullable Process broker;
  private @Nullable NodeConsole console;

  private RabbitNode(NodeLayout layout, Keeper keeper, @Nullable Process portMapper) {
    this.layout = layout;
    this.keeper = keeper;
    this.portMapper = portMapper;
  }

  /** Starts a node with the default settings. */
  public static RabbitNode start() {
    return builder().start();
  }

  /** Begins the description of a node. */
  public static Builder builder() {
    return new Builder();
  }

  /** The plug-ins and settings of a node to be started. */
  public static final class Builder {
    private final List<String> plugins = new ArrayList<>(List.of("rabbitmq_amqp1_0"));
    private final Map<String, String> settings = new LinkedHashMap<>();

    private @Nullable RabbitNode peer;

    private Builder() {}

    /** Makes a cluster with a node that runs, whose port mapper it shares. */
    public Builder joining(RabbitNode node) {
      peer = node;
      return setting("cluster_formation.peer_discovery_backend", "classic_config")
          .setting("cluster_formation.classic_config.nodes.1", node.name());
    }

    /** Enables one more plug-in, for example {@code rabbitmq_management}. */
    public Builder plugin(String name) {
      plugins.add(name);
      return this;
    }

    /** Adds a line to {@code rabbitmq.conf}. */
    public Builder setting(String key, String value) {
      settings.put(key, value);
      return this;
    }

    /** Starts the node and waits until it answers. */
    public RabbitNode start() {
      NodeLayout layout;
      try {
        layout = NodeLayout.create(plugins, settings, peer == null ? null : peer.layout);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Keeper keeper = Keeper.of(layout.directory());
      Process portMapper = null;
      if (peer == null) {
        // In the foreground and ours, or else the node would start one that outlives it.
        portMapper = launch(layout.process("epmd"), layout, "epmd");
        keeper.add(portMapper);
      }
      RabbitNode node = new RabbitNode(layout, keeper, portMapper);
      try {
        node.startBroker();
        return node;
      } catch (RuntimeException e) {
        node.close();
        throw e;
      }
    }
  }

  /** The name by which other nodes know it. */
  public String name() {
    return layout.nodeName();
  }

  /** The port of AMQP 0-9-1 and AMQP 1.0. */
  public int port() {
    return layout.ports().amqp();
  }

  /** The port of the management plug-in, if that was asked for. */
  public int managementPort() {
    return layout.ports().management();
  }

  /** The transport URL of the default virtual host. */
  public String url() {
    return "rabbit://guest:guest@127.0.0.1:" + port() + "/";
  }

  /** The transport URL of a virtual host. */
  public String url(String virtualHost) {
    return url() + virtualHost;
  }

  /** The last lines of the node's logs, to be shown when a test fails. */
  public String lastLogLines() {
    return layout.lastLines();
  }

  /**
   * Writes the node's directories to disk. A quorum queue whose declaration is younger than a few
   * seconds would not come back after {@link #kill9}, which is a flaw of the broker.
   */
  public void flush() {
    eval("[dets:sync(Table) || Table <- dets:all()]");
  }

  /** Kills the node as a crash would; its data stay. */
  public void kill9() {
    Signals.kill9(running());
    broker = null;
  }

  /** Stops the node where it stands: connections stay open and silent. */
  public void freeze() {
    Signals.freeze(running());
  }

  /** Lets a frozen node go on. */
  public void thaw() {
    Signals.thaw(running());
  }

  /** Starts the node again on its ports with its data; a running one is killed first. */
  public void restart() {
    if (broker != null) {
      kill9();
    }
    startBroker();
  }

  /** Runs {@code rabbitmqctl} and returns what it printed; takes most of a second. */
  public String control(String... arguments) {
    List<String> command = new ArrayList<>(List.of(layout.program("rabbitmqctl"), "--quiet"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          layout.process(command.toArray(String[]::new)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Signals.awaitExit(process, CONTROL_LIMIT);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            "rabbitmqctl " + String.join(" ", arguments) + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Evaluates an Erlang expression inside the node, in about a millisecond. A binary comes back as
   * its text, anything else as Erlang prints it.
   */
  public String eval(String expression) {
    return console().eval(expression);
  }

  /** All queues of the default virtual host by name. */
  public Map<String, QueueState> queues() {
    return queues("/");
  }

  /** All queues of a virtual host by name, as they are now; a queue that is down is left out. */
  public Map<String, QueueState> queues(String virtualHost) {
    return QueueQuery.parse(eval(QueueQuery.of(virtualHost)));
  }

  /** How many client connections the node has. */
  public int connections() {
    return Integer.parseInt(eval("length(rabbit_networking:connections())"));
  }

  /** Closes every client connection from the node's side, as an operator would. */
  public void closeConnections(String reason) {
    eval(
        "[rabbit_networking:close_connection(P, \"%s\") || P <- rabbit_networking:connections()]"
            .formatted(reason));
  }

  /** Makes a virtual host that {@code guest} may use, so that tests do not see each other. */
  public String addVirtualHost(String name) {
    eval(
        """
        begin rabbit_vhost:add(<<"%1$s">>, <<"tests">>),
          rabbit_auth_backend_internal:set_permissions(
            <<"guest">>, <<"%1$s">>, <<".*">>, <<".*">>, <<".*">>, <<"tests">>) end
        """
            .formatted(name));
    return name;
  }

  /** Kills the node and its port mapper and deletes all files. */
  @Override
  public void close() {
    if (console != null) {
      console.close();
      console = null;
    }
    if (broker != null) {
      kill9();
    }
    if (portMapper != null) {
      Signals.kill9(portMapper);
    }
    keeper.close();
    layout.delete();
  }

  /** Makes a user who may do everything in a virtual host. */
  public void addUser(String user, String password, String virtualHost) {
    eval(
        """
        begin rabbit_auth_backend_internal:add_user(<<"%1$s">>, <<"%2$s">>, <<"tests">>),
          rabbit_auth_backend_internal:set_permissions(
            <<"%1$s">>, <<"%3$s">>, <<".*">>, <<".*">>, <<".*">>, <<"tests">>) end
        """
            .formatted(user, password, virtualHost));
  }

  /** Lets a user write to nothing but what matches an expression. */
  public void allowWriting(String user, String virtualHost, String expression) {
    eval(
        """
        rabbit_auth_backend_internal:set_permissions(
          <<"%s">>, <<"%s">>, <<".*">>, <<"%s">>, <<".*">>, <<"tests">>)
        """
            .formatted(user, virtualHost, expression));
  }

  /** Deletes a user, whose connections the node then closes. */
  public void deleteUser(String user) {
    eval("rabbit_auth_backend_internal:delete_user(<<\"%s\">>, <<\"tests\">>)".formatted(user));
  }

  /** Deletes a virtual host with all that is in it. */
  public void deleteVirtualHost(String name) {
    eval("rabbit_vhost:delete(<<\"%s\">>, <<\"tests\">>)".formatted(name));
  }

  /** Bounds the channels of each connection that is made from now on. */
  public void limitChannels(int most) {
    eval("application:set_env(rabbit, channel_max, %d)".formatted(most));
  }

  private void startBroker() {
    Process process = launch(layout.process(layout.program("rabbitmq-server")), layout, "server");
    broker = process;
    keeper.add(process);
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!answers()) {
      if (Signals.exits(process, POLL)) {
        throw new IllegalStateException("the node ended while starting" + layout.lastLines());
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "the node did not answer within " + READY_LIMIT + layout.lastLines());
      }
    }
  }

  /** Ready is when the broker begins the AMQP handshake; an open port alone is too early. */
  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 1_000);
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(5));
      socket.getOutputStream().write(PROTOCOL_HEADER);
      return new DataInputStream(socket.getInputStream()).read() == METHOD_FRAME;
    } catch (IOException e) {
      return false;
    }
  }

  private Process running() {
    if (broker == null) {
      throw new IllegalStateException("the node was killed: call restart() first");
    }
    return broker;
  }

  private synchronized NodeConsole console() {
    if (console == null) {
      console = NodeConsole.start(layout);
      keeper.add(console.process());
    }
    return console;
  }

  private static Process launch(ProcessBuilder builder, NodeLayout layout, String log) {
    try {
      return builder
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(layout.log(log).toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
