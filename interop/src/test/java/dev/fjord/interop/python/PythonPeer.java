package dev.fjord.interop.python;

import dev.fjord.interop.process.Signals;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Python oslo.messaging process: client, RPC server or notification listener.
 *
 * <p>Thread-safe. Sending a command does not block; waiting for events does. The peer ends by
 * itself when this JVM ends, for its input ends then.
 */
public final class PythonPeer implements AutoCloseable {
  private static final String PYTHON = System.getProperty("fjord.python", "/usr/bin/python3");
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);
  private static final int STDERR_LIMIT = 200_000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private final Process process;
  private final BufferedWriter commands;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<PythonPeer> ready = new CompletableFuture<>();
  private final StringBuffer standardError = new StringBuffer();
  private volatile boolean ended;

  private PythonPeer(Process process, String role) {
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    read(role + "-output", process.inputReader(StandardCharsets.UTF_8), this::receive, this::ended);
    read(role + "-log", process.errorReader(StandardCharsets.UTF_8), this::log, cause -> {});
  }

  /** Describes a client of the broker at the URL. */
  public static Builder client(String url) {
    return new Builder("client", url);
  }

  /** Describes an RPC server. */
  public static Builder rpcServer(String url, String topic, String server) {
    return new Builder("rpc-server", url).option("topic", topic).option("server", server);
  }

  /** Describes a notification listener. */
  public static Builder listener(String url, String topic) {
    return new Builder("listener", url).option("topic", topic);
  }

  /** The command line of a peer to be started; confined to one thread. */
  public static final class Builder {
    private final String role;
    private final List<String> command = new ArrayList<>();

    private Builder(String role, String url) {
      this.role = role;
      Path script = script();
      command.addAll(List.of(PYTHON, "-u", script.toString(), role, "--url", url));
    }

    /** Adds an option of the peer, for example {@code "pool", "audit"}; may be repeated. */
    public Builder option(String name, String value) {
      command.addAll(List.of("--" + name, value));
      return this;
    }

    /** Adds an option without a value, for example {@code "allow-requeue"}. */
    public Builder flag(String name) {
      command.add("--" + name);
      return this;
    }

    /** Sets an option of oslo.messaging, for example {@code rpc_response_timeout}. */
    public Builder conf(String name, String value) {
      return option("conf", name + "=" + value);
    }

    /** Starts the process and does not wait; commands may be sent at once. */
    public PythonPeer launch() {
      if (!Files.isExecutable(Path.of(PYTHON))) {
        throw new IllegalStateException(
            "no " + PYTHON + ": run bin/setup as root, then run the tests again");
      }
      try {
        return new PythonPeer(new ProcessBuilder(command).start(), role);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Starts the process and waits until it is ready. */
    public PythonPeer start() {
      return launch().awaitReady();
    }
  }

  /** Waits until the peer is connected as far as it connects by itself. */
  public PythonPeer awaitReady() {
    try {
      return ready.get(READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      String said = standardError();
      close();
      String advice =
          said.contains("ModuleNotFoundError")
              ? "oslo.messaging is not installed: run bin/setup as root, then run the tests again\n"
              : "the Python peer did not start\n";
      throw new IllegalStateException(advice + said, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a Python peer", e);
    }
  }

  /**
   * Sends a command. The future gives the result, or fails with {@link PeerFailure}, or with an
   * {@code IllegalStateException} if the peer ends first.
   */
  public CompletableFuture<JsonNode> send(PeerCommand command) {
    long id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    try {
      synchronized (commands) {
        commands.write(JSON.writeValueAsString(command.withId(id)) + "\n");
        commands.flush();
      }
    } catch (IOException e) {
      answer.completeExceptionally(new IllegalStateException("the Python peer is gone", e));
    }
    if (ended) {
      answer.completeExceptionally(new IllegalStateException("the Python peer ended"));
    }
    return answer;
  }

  /** Waits for the next event of a name, passing over others. */
  public JsonNode awaitEvent(String name, Duration timeout) {
    return awaitEvent(event -> event.path("event").asString("").equals(name), name, timeout);
  }

  /** Waits for the next event that is wanted, passing over others. */
  public JsonNode awaitEvent(Predicate<JsonNode> wanted, String what, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        JsonNode event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event == null) {
          throw new AssertionError(
              "no event " + what + " within " + timeout.toMillis() + " ms\n" + standardError());
        }
        if (wanted.test(event)) {
          return event;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    }
  }

  /** Takes all events that have come and were not yet waited for. */
  public List<JsonNode> drainEvents() {
    List<JsonNode> drained = new ArrayList<>();
    events.drainTo(drained);
    return drained;
  }

  /** What the peer logged so far. */
  public String standardError() {
    return standardError.toString();
  }

  /** Kills the peer as a crash would. */
  public void kill9() {
    Signals.kill9(process);
  }

  /** Stops the peer where it stands: its connections stay open and silent. */
  public void freeze() {
    Signals.freeze(process);
  }

  /** Lets a frozen peer go on. */
  public void thaw() {
    Signals.thaw(process);
  }

  /** Asks the peer to stop and waits for it; kills it if that takes too long. */
  public void stop() {
    try {
      synchronized (commands) {
        commands.close();
      }
    } catch (IOException e) {
      // The peer is gone already, which is what is wanted.
      standardError.append(e).append('\n');
    }
    if (!Signals.exits(process, STOP_LIMIT)) {
      kill9();
    }
  }

  /** Kills the peer: a test's end need not wait for a clean stop. */
  @Override
  public void close() {
    kill9();
  }

  private void receive(String line) {
    JsonNode message = JSON.readTree(line);
    if (message.has("event")) {
      if (message.get("event").asString("").equals("ready")) {
        ready.complete(this);
      }
      events.add(message);
      return;
    }
    CompletableFuture<JsonNode> answer = pending.remove(message.path("id").asLong(-1));
    if (answer == null) {
      return;
    }
    if (message.has("error")) {
      answer.completeExceptionally(new PeerFailure(message.get("error")));
    } else {
      answer.complete(message.get("result"));
    }
  }

  private void log(String line) {
    if (standardError.length() < STDERR_LIMIT) {
      standardError.append(line).append('\n');
    }
  }

  private void read(
      String name,
      BufferedReader reader,
      Consumer<String> lines,
      Consumer<Optional<Exception>> end) {
    Thread thread =
        new Thread(
            () -> {
              try (reader) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                  lines.accept(line);
                }
                end.accept(Optional.empty());
              } catch (IOException | RuntimeException e) {
                end.accept(Optional.of(e));
              }
            },
            "python-" + name + "-" + process.pid());
    thread.setDaemon(true);
    thread.start();
  }

  /** Races with {@link #send}: the flag is set before the answers are failed, and read after. */
  private void ended(Optional<Exception> cause) {
    IllegalStateException end =
        new IllegalStateException("the Python peer ended", cause.orElse(null));
    ended = true;
    ready.completeExceptionally(end);
    pending.values().forEach(answer -> answer.completeExceptionally(end));
  }

  /** The working directory is the module's under Maven, the project's in some editors. */
  private static Path script() {
    for (String base : List.of(System.getProperty("basedir", "."), ".", "interop")) {
      Path script = Path.of(base, "src/test/python/peer.py").toAbsolutePath().normalize();
      if (Files.exists(script)) {
        return script;
      }
    }
    throw new IllegalStateException("no src/test/python/peer.py under the working directory");
  }
}
