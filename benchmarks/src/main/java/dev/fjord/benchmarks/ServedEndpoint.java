package dev.fjord.benchmarks;

import dev.fjord.ExecutorRefusedException;
import dev.fjord.Target;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One cell: a server on the fake driver and a client that keeps a window of calls in flight. */
@State(Scope.Benchmark)
public class ServedEndpoint {
  private static final Target TOPIC = Target.topic("benchmark");

  /** Which executor decides the threads, by name. */
  @Param({"blocking", "hybrid", "async"})
  public String executor = "";

  /** What the method returns: its result (blocking) or a stage (async). */
  @Param({"blocking", "async"})
  public String style = "";

  /** What the method does: nothing, or wait for 1 ms. */
  @Param({"nothing", "wait"})
  public String endpoint = "";

  /** How many calls are under way at a time. */
  @Param("64")
  public int inFlight;

  private @Nullable Transport transport;
  private @Nullable RpcServer server;
  private @Nullable CallWindow window;

  /** Starts the server; called by the harness. */
  @Setup(Level.Trial)
  public void start() {
    Transport opened = Transport.open("fake://");
    transport = opened;
    try {
      server =
          RpcServer.builder(opened, TOPIC.server("only"))
              .endpoint(endpointOf(opened), MethodHandles.lookup())
              .executor(executor)
              .start();
    } catch (ExecutorRefusedException e) {
      opened.close();
      throw new RefusedCell(executor, style, e);
    }
    window = new CallWindow(RpcClient.of(opened, TOPIC), endpoint, inFlight);
  }

  /** Waits for the calls under way, so that none is counted for the next iteration. */
  @TearDown(Level.Iteration)
  public void drain() throws InterruptedException {
    window().drain();
  }

  /** Ends the server. */
  @TearDown(Level.Trial)
  public void stop() {
    Objects.requireNonNull(server).close();
    Objects.requireNonNull(transport).close();
  }

  CallWindow window() {
    return Objects.requireNonNull(window, "started before");
  }

  private Object endpointOf(Transport opened) {
    return switch (style) {
      case "blocking" -> new BlockingMethods(opened.timers());
      case "async" -> new AsyncMethods(opened.timers());
      default ->
          throw new IllegalArgumentException("style is blocking or async, not '" + style + "'");
    };
  }
}
