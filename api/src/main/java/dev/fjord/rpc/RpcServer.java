package dev.fjord.rpc;

import dev.fjord.CoreOptions;
import dev.fjord.EndpointException;
import dev.fjord.InvalidTargetException;
import dev.fjord.Target;
import dev.fjord.endpoint.RunningServer;
import dev.fjord.endpoint.ServerSetup;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Serializer;
import dev.fjord.transport.Transport;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Serves the methods of its endpoints to the callers of a topic.
 *
 * <p>Thread-safe. Single use: started by its builder, stopped, closed. A request is acknowledged
 * when a slot takes it and before its method runs, so it runs at most once in each process.
 */
public final class RpcServer implements AutoCloseable {
  /** How long {@link #close} waits for messages that are worked on. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final RunningServer running;
  private final List<EndpointMethod> methods;

  private RpcServer(RunningServer running, List<EndpointMethod> methods) {
    this.running = running;
    this.methods = methods;
  }

  /**
   * Starts to describe a server.
   *
   * @param target topic and server name; both are needed
   */
  public static Builder builder(Transport transport, Target target) {
    return new Builder(transport, target);
  }

  /** The methods that callers can reach, in order of registration. */
  public List<EndpointMethod> methods() {
    return methods;
  }

  /** The name of the executor that decides its threads. */
  public String executor() {
    return running.executorName();
  }

  /** Takes no more requests. Does not block; an endpoint may call it. */
  public void stop() {
    running.stop();
  }

  /**
   * After {@link #stop}, waits until every request that was taken is finished. Blocks; not for
   * loops.
   *
   * @return whether that came true in time
   */
  public boolean await(Duration timeout) throws InterruptedException {
    return running.await(timeout);
  }

  /**
   * {@link #close} with a time limit of one's own, for the hook of a process that is told to end.
   * Requests that nobody was given go back to the broker; those that are still worked on were
   * acknowledged, so their callers end by their timeouts unless they still finish. Blocks.
   *
   * @return whether every request that was taken is finished
   */
  public boolean drain(Duration timeout) {
    return running.close(timeout);
  }

  /** Stops, waits up to 30 s for what is worked on, and lets go of the broker's side. Blocks. */
  @Override
  public void close() {
    running.close(CLOSE_TIMEOUT);
  }

  /** Describes a server. Confined to one thread. */
  public static final class Builder {
    private final ServerSetup setup;
    private final Target target;
    private final List<Object> endpoints = new ArrayList<>();
    private final List<MethodHandles.Lookup> lookups = new ArrayList<>();
    private @Nullable Serializer serializer;

    private Builder(Transport transport, Target target) {
      this.setup = new ServerSetup(transport);
      this.target = target;
    }

    /** Adds an endpoint; of several that could serve a request, the first added does. */
    public Builder endpoint(Object endpoint) {
      return endpoint(endpoint, MethodHandles.lookup());
    }

    /** Adds an endpoint of a package that is not open to this module. */
    public Builder endpoint(Object endpoint, MethodHandles.Lookup lookup) {
      endpoints.add(endpoint);
      lookups.add(lookup);
      return this;
    }

    /** Chooses the executor: blocking, hybrid, async or a plug-in's. Default: configuration. */
    public Builder executor(String name) {
      setup.executor(name);
      return this;
    }

    /** Uses an executor that need not be on the class path. */
    public Builder executor(ExecutorProvider provider) {
      setup.executor(provider);
      return this;
    }

    /** Bounds the requests that are worked on at a time; default 1,024 or the pool's size. */
    public Builder maxInFlight(int most) {
      setup.maxInFlight(most);
      return this;
    }

    /**
     * Runs asynchronous methods on a loop of the application's, which must run its tasks one after
     * another and stays the application's to shut down. Default: a loop of the server's own.
     */
    public Builder loop(Executor loop) {
      setup.loop(loop);
      return this;
    }

    /** Turns arguments and results into JSON and back; default the standard codec. */
    public Builder serializer(Serializer newSerializer) {
      serializer = newSerializer;
      return this;
    }

    /**
     * Starts the server; returns when requests can arrive. Blocks.
     *
     * @throws EndpointException if an endpoint cannot be served
     * @throws dev.fjord.ExecutorRefusedException if the executor cannot run some of the methods
     * @throws dev.fjord.FjordException if it cannot begin to listen within {@code send_timeout}
     */
    public RpcServer start() {
      if (endpoints.isEmpty()) {
        throw new EndpointException("A server needs an endpoint: add one with endpoint(object)");
      }
      if (target.topic().isEmpty() || target.server().isEmpty()) {
        throw new InvalidTargetException(
            target, "a server needs a topic and a name: Target.topic(topic).server(name)");
      }
      RpcDispatcher dispatcher = dispatcher();
      String name = target.requireTopic() + "." + target.server().orElseThrow();
      return new RpcServer(
          setup.start(name, dispatcher, most -> new ListenRequest.Requests(target, most)),
          dispatcher.methods());
    }

    private RpcDispatcher dispatcher() {
      Transport transport = setup.transport();
      Serializer values = serializer != null ? serializer : transport.codec();
      List<ServedEndpoint> served = new ArrayList<>();
      for (int i = 0; i < endpoints.size(); i++) {
        served.add(ServedEndpoint.of(endpoints.get(i), transport.codec(), values, lookups.get(i)));
      }
      if (transport.config().get(CoreOptions.RPC_PING_ENABLED)) {
        served.add(PingEndpoint.served(transport.codec()));
      }
      FailureMapper failures =
          new FailureMapper(transport.config().get(CoreOptions.RPC_ERROR_TRACES));
      return new RpcDispatcher(
          served,
          transport.codec(),
          new ReplyWriter(transport.codec(), values, failures),
          transport.timers());
    }
  }
}
